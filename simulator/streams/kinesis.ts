import type { Service } from "../service";
import * as records from "./kinesis-records";
import * as streams from "./kinesis-streams";

/** Kinesis Data Streams: streams whose shards never split, records by sequence number, retention. */
export const kinesis: Service = {
  name: "kinesis",
  wire: { kind: "json", target: "Kinesis_20131202", shapes: "com.amazonaws.kinesis.v20131202" },
  operations: { ...streams, ...records },
  trailed: {
    CreateStream: "CreateStream",
    DeleteStream: "DeleteStream",
    IncreaseStreamRetentionPeriod: "IncreaseStreamRetentionPeriod",
    DecreaseStreamRetentionPeriod: "DecreaseStreamRetentionPeriod",
  },
};
