const CHUNK_BYTES = 65_536;

/**
 * Units that AWS bills for one call: SQS a request per 64 KiB of payload (a batch counts as a whole, an empty answer as
 * one), CloudWatch each metric asked for and else each call, SNS and S3 each call; what other services list and describe costs
 * nothing. From their price pages.
 */
export function billedUnits(action: string, input: unknown, output: unknown): number {
  const [service, operation] = action.split(":");
  if (service === "cloudwatch") return operation === "GetMetricData" ? listOf(input, "MetricDataQueries").length : 1;
  if (service === "sns" || service === "s3") return 1;
  if (service !== "sqs") return 0;
  const sent = listOf(input, "Entries").reduce<number>((sum, entry) => sum + payloadBytes(entry, "MessageBody"), 0);
  const received = listOf(output, "Messages").reduce<number>((sum, one) => sum + payloadBytes(one, "Body"), 0);
  return Math.max(1, Math.ceil(Math.max(sent, received) / CHUNK_BYTES));
}

/** Body and attributes of one message: names, types and values count, as they do for the size limit. */
function payloadBytes(message: unknown, bodyKey: string): number {
  const attributes = Object.entries(field(message, "MessageAttributes") ?? {});
  return attributes.reduce(
    (sum, [name, value]) =>
      sum +
      bytesOf(name) +
      bytesOf(field(value, "DataType")) +
      bytesOf(field(value, "StringValue")) +
      bytesOf(field(value, "BinaryValue")),
    bytesOf(field(message, bodyKey)),
  );
}

function bytesOf(value: unknown): number {
  if (typeof value === "string") return Buffer.byteLength(value);
  return value instanceof Uint8Array ? value.byteLength : 0;
}

function listOf(value: unknown, key: string): readonly unknown[] {
  const list = field(value, key);
  return Array.isArray(list) ? list : [];
}

function field(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[key] : undefined;
}
