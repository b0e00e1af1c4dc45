import type { Service } from "../service";

export const dynamodbStreams: Service = {
  name: "dynamodb",
  wire: { kind: "json", target: "DynamoDBStreams_20120810", shapes: "com.amazonaws.dynamodb.v20120810" },
  operations: {},
};
