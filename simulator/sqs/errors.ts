import { AwsError } from "../aws-error";

/** The names and statuses of the SQS service model where they differ from "same name, 400". */
const MODELLED: Readonly<Record<string, { queryCode?: string; status?: number }>> = {
  QueueDoesNotExist: { queryCode: "AWS.SimpleQueueService.NonExistentQueue" },
  QueueNameExists: { queryCode: "QueueAlreadyExists" },
  QueueDeletedRecently: { queryCode: "AWS.SimpleQueueService.QueueDeletedRecently" },
  PurgeQueueInProgress: { queryCode: "AWS.SimpleQueueService.PurgeQueueInProgress", status: 403 },
  MessageNotInflight: { queryCode: "AWS.SimpleQueueService.MessageNotInflight" },
  UnsupportedOperation: { queryCode: "AWS.SimpleQueueService.UnsupportedOperation" },
  EmptyBatchRequest: { queryCode: "AWS.SimpleQueueService.EmptyBatchRequest" },
  TooManyEntriesInBatchRequest: { queryCode: "AWS.SimpleQueueService.TooManyEntriesInBatchRequest" },
  BatchEntryIdsNotDistinct: { queryCode: "AWS.SimpleQueueService.BatchEntryIdsNotDistinct" },
  BatchRequestTooLong: { queryCode: "AWS.SimpleQueueService.BatchRequestTooLong" },
  InvalidBatchEntryId: { queryCode: "AWS.SimpleQueueService.InvalidBatchEntryId" },
  OverLimit: { status: 403 },
  ReceiptHandleIsInvalid: { status: 404 },
  ResourceNotFoundException: { status: 404 },
  InvalidAddress: { status: 404 },
};

/** An SQS error with the status and the legacy name that the service model gives it. */
export function sqsError(code: string, message: string): AwsError {
  return new AwsError(code, message, MODELLED[code]);
}

export function missingParameter(name: string): AwsError {
  return sqsError("MissingParameter", `The request must contain the parameter ${name}.`);
}

/** `InvalidParameterValue` in the words SQS uses for most parameters. */
export function invalidValue(name: string, value: unknown, reason: string): AwsError {
  const shown = typeof value === "string" ? value : JSON.stringify(value);
  return sqsError("InvalidParameterValue", `Value ${shown} for parameter ${name} is invalid. Reason: ${reason}`);
}

export function queueDoesNotExist(): AwsError {
  return sqsError("QueueDoesNotExist", "The specified queue does not exist.");
}

/** A whole number in the range, or `InvalidParameterValue`; undefined stays undefined. */
export function checkRange(name: string, value: number | undefined, from: number, to: number, reason?: string): void {
  if (value === undefined) return;
  if (Number.isInteger(value) && value >= from && value <= to) return;
  throw invalidValue(name, value, reason ?? `Must be >= ${from} and <= ${to}, if provided.`);
}
