/** Metrics of AWS's own services that are no counts, by the unit their service's page names. */
const UNITS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "AWS/SQS": {
    ApproximateAgeOfOldestMessage: "Seconds",
    ApproximateAgeOfOldestMessageInQuietGroups: "Seconds",
    SentMessageSize: "Bytes",
  },
  "AWS/Events": {
    IngestiontoInvocationStartLatency: "Milliseconds",
    IngestiontoInvocationCompleteLatency: "Milliseconds",
    IngestionToInvocationStartLatency: "Milliseconds",
    IngestionToInvocationCompleteLatency: "Milliseconds",
    IngestionToInvocationSuccessLatency: "Milliseconds",
    PutEventsLatency: "Milliseconds",
    PutEventsRequestSize: "Bytes",
  },
  "AWS/Lambda": {
    Duration: "Milliseconds",
    PostRuntimeExtensionsDuration: "Milliseconds",
    IteratorAge: "Milliseconds",
    AsyncEventAge: "Milliseconds",
    OffsetLag: "None",
  },
  "AWS/EventBridge/Pipes": {
    Duration: "Milliseconds",
    EnrichmentStageDuration: "Milliseconds",
    EventSize: "Bytes",
    TargetStageDuration: "Milliseconds",
  },
  "AWS/Kinesis": {
    "GetRecords.Bytes": "Bytes",
    "GetRecords.IteratorAgeMilliseconds": "Milliseconds",
    "GetRecords.Latency": "Milliseconds",
    IncomingBytes: "Bytes",
  },
  "AWS/SNS": { PublishSize: "Bytes", DwellTime: "Milliseconds" },
  "AWS/States": {
    ExecutionTime: "Milliseconds",
    ActivityRunTime: "Milliseconds",
    ActivityScheduleTime: "Milliseconds",
    ActivityTime: "Milliseconds",
    LambdaFunctionRunTime: "Milliseconds",
    LambdaFunctionScheduleTime: "Milliseconds",
    LambdaFunctionTime: "Milliseconds",
    ServiceIntegrationRunTime: "Milliseconds",
    ServiceIntegrationScheduleTime: "Milliseconds",
    ServiceIntegrationTime: "Milliseconds",
  },
};

/** The unit in which an AWS service sends a metric: Count unless it measures something. */
export function unitOf(namespace: string, name: string): string {
  return UNITS[namespace]?.[name] ?? "Count";
}
