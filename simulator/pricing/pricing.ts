import type { Service } from "../service";
import { describeServices, getAttributeValues, getProducts } from "./operations";

export const pricing: Service = {
  name: "pricing",
  wire: { kind: "json", target: "AWSPriceListService", shapes: "com.amazonaws.pricing" },
  operations: { DescribeServices: describeServices, GetAttributeValues: getAttributeValues, GetProducts: getProducts },
};
