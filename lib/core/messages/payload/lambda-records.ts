import { isJsonObject, type JsonValue, member, rawItem, rawMember, textMember } from "../json";
import { bytesOfBase64 } from "./base64";
import type { Content, JsonOpener } from "./layer";

/** Where a record of each source keeps what was sent. */
const SOURCES: Readonly<
  Record<string, { name: string; open: (record: JsonValue, text: string) => Content | undefined }>
> = {
  "aws:sqs": { name: "SQS", open: (record) => textMember(record, "body") },
  "aws:sns": { name: "SNS", open: (_, text) => rawMember(text, "Sns") },
  "aws:kinesis": { name: "Kinesis", open: (record) => fromBase64(member(member(record, "kinesis"), "data")) },
  "aws:dynamodb": { name: "DynamoDB", open: (_, text) => rawMember(text, "dynamodb") },
  "aws:kafka": { name: "Kafka", open: (record) => fromBase64(member(record, "value")) },
  SelfManagedKafka: { name: "Kafka", open: (record) => fromBase64(member(record, "value")) },
  "aws:lambda:events": { name: "Firehose", open: (record) => fromBase64(member(record, "data")) },
};

/**
 * A batch as Lambda or a pipe hands it over: `Records[]`, Kafka's `records` by partition, Firehose's `records[]`, or the
 * bare list of a pipe. Its first record is opened; the others are found among the members.
 */
export const openLambdaRecords: JsonOpener = (text, json) => {
  const batch = batchIn(text, json);
  const source = batch && Object.hasOwn(SOURCES, batch.source) ? SOURCES[batch.source] : undefined;
  if (!batch || !source) return undefined;
  const { records, raw } = batch;
  const label =
    records.length === 1 ? `Lambda event, 1 ${source.name} record` : `${records.length} ${source.name} records`;
  const note = records.length === 1 ? undefined : `What follows is the first of ${records.length} records.`;
  const first = records[0];
  const inner = first === undefined ? undefined : source.open(first, rawItem(raw, 0) ?? "");
  return { layer: { kind: "lambda-records", label, text, json, ...(note && { note }) }, ...(inner && { inner }) };
};

type Batch = { source: string; records: JsonValue[]; raw: string };

function batchIn(text: string, json: JsonValue): Batch | undefined {
  if (Array.isArray(json)) return batchOf(sourceOf(json[0]), json, text);
  const listed = member(json, "Records");
  if (Array.isArray(listed)) return batchOf(sourceOf(listed[0]), listed, rawMember(text, "Records"));
  const others = member(json, "records");
  if (Array.isArray(others) && textMember(json, "deliveryStreamArn") !== undefined)
    return batchOf("aws:lambda:events", others, rawMember(text, "records"));
  return isJsonObject(others) ? kafkaBatch(text, json) : undefined;
}

function kafkaBatch(text: string, json: JsonValue): Batch | undefined {
  const partitions = member(json, "records");
  const name = isJsonObject(partitions) ? Object.keys(partitions)[0] : undefined;
  const records = name === undefined ? undefined : member(partitions, name);
  if (name === undefined || !Array.isArray(records)) return undefined;
  return batchOf(textMember(json, "eventSource"), records, rawMember(rawMember(text, "records") ?? "", name));
}

function batchOf(source: string | undefined, records: JsonValue[], raw: string | undefined): Batch | undefined {
  return source === undefined || raw === undefined || records.length === 0 ? undefined : { source, records, raw };
}

function sourceOf(record: JsonValue | undefined): string | undefined {
  return textMember(record, "eventSource") ?? textMember(record, "EventSource");
}

function fromBase64(value: JsonValue | undefined): Content | undefined {
  return typeof value === "string" ? (bytesOfBase64(value) ?? value) : undefined;
}
