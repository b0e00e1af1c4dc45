import type { Service } from "../service";
import { filterLogEvents } from "./filter-log-events";
import { getLogEvents } from "./get-log-events";
import { createLogGroup, deleteLogGroup, describeLogGroups, putRetentionPolicy } from "./groups";
import { putLogEvents } from "./put-log-events";
import { createLogStream, describeLogStreams } from "./streams";

export const logs: Service = {
  name: "logs",
  wire: { kind: "json", target: "Logs_20140328", shapes: "com.amazonaws.logs" },
  operations: {
    CreateLogGroup: createLogGroup,
    CreateLogStream: createLogStream,
    DeleteLogGroup: deleteLogGroup,
    DescribeLogGroups: describeLogGroups,
    DescribeLogStreams: describeLogStreams,
    FilterLogEvents: filterLogEvents,
    GetLogEvents: getLogEvents,
    PutLogEvents: putLogEvents,
    PutRetentionPolicy: putRetentionPolicy,
  },
  trailed: {
    CreateLogGroup: "CreateLogGroup",
    CreateLogStream: "CreateLogStream",
    DeleteLogGroup: "DeleteLogGroup",
    PutRetentionPolicy: "PutRetentionPolicy",
  },
};
