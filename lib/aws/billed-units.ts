const CHUNK_BYTES = 65_536;

/**
 * Units that AWS bills for one call: SQS a request per 64 KiB of payload (a batch counts as a whole, an empty answer as
 * one), EventBridge one per 64 KiB of each event, CloudWatch each metric asked for (up to five statistics of it as one) and else each call, SNS and S3 each call,
 * Lambda each invocation, table streams each read; what other services list and describe costs nothing. From their price
 * pages.
 */
export function billedUnits(action: string, input: unknown, output: unknown): number {
  const [service, operation] = action.split(":");
  if (service === "cloudwatch") return operation === "GetMetricData" ? metricsAsked(input) : 1;
  if (service === "sns" || service === "s3" || PER_CALL.includes(action)) return 1;
  if (action === "events:PutEvents")
    return listOf(input, "Entries").reduce<number>((sum, entry) => sum + chunksOf(bytesOf(field(entry, "Detail"))), 0);
  if (service !== "sqs") return 0;
  const sent = listOf(input, "Entries").reduce<number>((sum, entry) => sum + payloadBytes(entry, "MessageBody"), 0);
  const received = listOf(output, "Messages").reduce<number>((sum, one) => sum + payloadBytes(one, "Body"), 0);
  return chunksOf(Math.max(sent, received));
}

const STATISTICS_PER_METRIC = 5;

function metricsAsked(input: unknown): number {
  const statistics = new Map<string, number>();
  for (const [index, query] of listOf(input, "MetricDataQueries").entries()) {
    const key = JSON.stringify(field(field(query, "MetricStat"), "Metric") ?? index);
    statistics.set(key, (statistics.get(key) ?? 0) + 1);
  }
  return [...statistics.values()].reduce((sum, count) => sum + Math.ceil(count / STATISTICS_PER_METRIC), 0);
}

const PER_CALL = ["lambda:InvokeFunction", "dynamodb:GetRecords"];

function chunksOf(bytes: number): number {
  return Math.max(1, Math.ceil(bytes / CHUNK_BYTES));
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
