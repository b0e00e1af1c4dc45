import type { Service } from "../service";

export const events: Service = {
  name: "events",
  wire: { kind: "json", target: "AWSEvents", shapes: "com.amazonaws.events" },
  operations: {},
};
