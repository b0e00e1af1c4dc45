import type { Service } from "../service";
import { lookupEvents } from "./lookup-events";

export const cloudtrail: Service = {
  name: "cloudtrail",
  wire: { kind: "json", target: "CloudTrail_20131101", shapes: "com.amazonaws.cloudtrail" },
  operations: { LookupEvents: lookupEvents },
};
