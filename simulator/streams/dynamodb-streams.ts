import type { Service } from "../service";
import * as tableStreams from "./table-streams";

/** DynamoDB Streams: streams of tables that setup declares. */
export const dynamodbStreams: Service = {
  name: "dynamodb",
  wire: { kind: "json", target: "DynamoDBStreams_20120810", shapes: "com.amazonaws.dynamodb.v20120810" },
  operations: {
    ListStreams: tableStreams.ListStreams,
    DescribeStream: tableStreams.DescribeStream,
    GetShardIterator: tableStreams.GetShardIterator,
    GetRecords: tableStreams.GetRecords,
  },
};
