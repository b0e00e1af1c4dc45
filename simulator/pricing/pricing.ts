import type { Service } from "../service";

export const pricing: Service = {
  name: "pricing",
  wire: { kind: "json", target: "AWSPriceListService", shapes: "com.amazonaws.pricing" },
  operations: {},
};
