import type { Service } from "../service";

export const logs: Service = {
  name: "logs",
  wire: { kind: "json", target: "Logs_20140328", shapes: "com.amazonaws.logs" },
  operations: {},
};
