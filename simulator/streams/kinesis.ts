import type { Service } from "../service";

export const kinesis: Service = {
  name: "kinesis",
  wire: { kind: "json", target: "Kinesis_20131202", shapes: "com.amazonaws.kinesis.v20131202" },
  operations: {},
};
