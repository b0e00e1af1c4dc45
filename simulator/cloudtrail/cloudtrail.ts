import type { Service } from "../service";

export const cloudtrail: Service = {
  name: "cloudtrail",
  wire: {
    kind: "json",
    target: "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101",
    shapes: "com.amazonaws.cloudtrail",
  },
  operations: {},
};
