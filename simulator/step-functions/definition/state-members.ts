/** The members that each type of state may have, besides Type and Comment. */
const DATA = ["InputPath", "OutputPath"];
const RESULT = ["Parameters", "ResultPath"];
const FLOW = ["Next", "End"];
const GUARD = ["Retry", "Catch", "ResultSelector"];

export const STATE_MEMBERS: Readonly<Record<string, readonly string[]>> = {
  Task: [...DATA, ...RESULT, ...FLOW, ...GUARD, "Resource", "TimeoutSeconds", "TimeoutSecondsPath"],
  Pass: [...DATA, ...RESULT, ...FLOW, "Result"],
  Choice: [...DATA, "Choices", "Default"],
  Wait: [...DATA, ...FLOW, "Seconds", "SecondsPath", "Timestamp", "TimestampPath"],
  Succeed: DATA,
  Fail: ["Error", "ErrorPath", "Cause", "CausePath"],
  Parallel: [...DATA, ...RESULT, ...FLOW, ...GUARD, "Branches"],
  Map: [
    ...DATA,
    ...RESULT,
    ...FLOW,
    ...GUARD,
    "ItemsPath",
    "ItemSelector",
    "MaxConcurrency",
    "ItemProcessor",
    "Iterator",
  ],
};

/** Members of the language that would change what happens and that are not run here. */
export const NOT_SIMULATED = [
  "Assign",
  "Arguments",
  "Output",
  "QueryLanguage",
  "Credentials",
  "HeartbeatSeconds",
  "HeartbeatSecondsPath",
  "ItemReader",
  "ItemBatcher",
  "ResultWriter",
  "Label",
  "ToleratedFailureCount",
  "ToleratedFailureCountPath",
  "ToleratedFailurePercentage",
  "ToleratedFailurePercentagePath",
  "MaxConcurrencyPath",
  "Items",
];

export const PATH_MEMBERS = [
  "InputPath",
  "OutputPath",
  "ResultPath",
  "ItemsPath",
  "SecondsPath",
  "TimestampPath",
  "TimeoutSecondsPath",
];

export const TEMPLATE_MEMBERS = ["Parameters", "ResultSelector", "ItemSelector"];
