import type { Service } from "../service";
import { getMetricData } from "./get-metric-data";
import { listMetrics } from "./list-metrics";
import { putMetricData } from "./put-metric-data";

export const cloudwatch: Service = {
  name: "cloudwatch",
  signingName: "monitoring",
  wire: { kind: "json", target: "GraniteServiceVersion20100801", shapes: "com.amazonaws.cloudwatch" },
  operations: { GetMetricData: getMetricData, ListMetrics: listMetrics, PutMetricData: putMetricData },
};
