import type { Service } from "../service";

export const stepFunctions: Service = {
  name: "states",
  wire: { kind: "json", target: "AWSStepFunctions", shapes: "com.amazonaws.swf.service.v2.model" },
  operations: {},
};
