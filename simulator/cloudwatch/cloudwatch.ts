import type { Service } from "../service";
import { deleteAlarms, describeAlarms, putCompositeAlarm, putMetricAlarm, setAlarmState } from "./alarm-operations";
import { getMetricData } from "./get-metric-data";
import { getMetricStatistics } from "./get-metric-statistics";
import { listMetrics } from "./list-metrics";
import { putMetricData } from "./put-metric-data";

export const cloudwatch: Service = {
  name: "cloudwatch",
  signingName: "monitoring",
  wire: { kind: "json", target: "GraniteServiceVersion20100801", shapes: "com.amazonaws.cloudwatch" },
  operations: {
    DeleteAlarms: deleteAlarms,
    DescribeAlarms: describeAlarms,
    GetMetricData: getMetricData,
    GetMetricStatistics: getMetricStatistics,
    ListMetrics: listMetrics,
    PutCompositeAlarm: putCompositeAlarm,
    PutMetricAlarm: putMetricAlarm,
    PutMetricData: putMetricData,
    SetAlarmState: setAlarmState,
  },
  trailed: { DeleteAlarms: "DeleteAlarms", PutMetricAlarm: "PutMetricAlarm", SetAlarmState: "SetAlarmState" },
};
