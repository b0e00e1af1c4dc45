/** One thing that a function judges: the whole event, or one record of a batch. */
export interface Item {
  /** What `when` and `<$.path>` see. */
  readonly view: unknown;
  /** The message id of a queue's record, the sequence number of a stream's. */
  readonly id?: string;
}

type Json = Readonly<Record<string, unknown>>;

const BATCH_SOURCES = ["aws:sqs", "aws:kinesis", "aws:dynamodb"];

/**
 * What a function judges one by one: the records of a queue or stream, else the event itself. Of a record `body` is
 * parsed where it is JSON, and in it `Message` where it is a topic's envelope; a Kinesis record shows its data as
 * `data`. Of a topic's event `Records[0].Sns.Message` is parsed.
 */
export function itemsOf(payload: unknown): readonly Item[] {
  const records = isJson(payload) && Array.isArray(payload.Records) ? payload.Records : undefined;
  if (!records || records.length === 0) return [{ view: payload }];
  if (records.every(isBatchRecord)) return records.map(itemOf);
  if (records.every(isNotification)) return [{ view: { Records: records.map(withMessage) } }];
  return [{ view: payload }];
}

/** A record as filters and behaviours see it. */
export function viewOf(record: Json): Json {
  if (typeof record.body === "string") return { ...record, body: withEnvelope(parsed(record.body)) };
  if (isJson(record.kinesis) && typeof record.kinesis.data === "string") {
    return { ...record, data: parsed(Buffer.from(record.kinesis.data, "base64").toString("utf8")) };
  }
  return record;
}

/** JSON where the text is an object or a list, else the text. */
function parsed(text: string): unknown {
  if (!/^\s*[{[]/.test(text)) return text;
  try {
    return JSON.parse(text);
  } catch {
    // A body that only looks like JSON is text.
    return text;
  }
}

function withEnvelope(body: unknown): unknown {
  if (!isJson(body) || body.Type !== "Notification" || typeof body.Message !== "string") return body;
  return { ...body, Message: parsed(body.Message) };
}

function itemOf(record: Json): Item {
  return { view: viewOf(record), id: idOf(record) };
}

function idOf({ messageId, kinesis, dynamodb }: Json): string | undefined {
  if (typeof messageId === "string") return messageId;
  const place = [kinesis, dynamodb].find(isJson);
  const sequence = place?.sequenceNumber ?? place?.SequenceNumber;
  return typeof sequence === "string" ? sequence : undefined;
}

function isBatchRecord(record: unknown): record is Json {
  return isJson(record) && typeof record.eventSource === "string" && BATCH_SOURCES.includes(record.eventSource);
}

function isNotification(record: unknown): record is Json & { readonly Sns: Json } {
  return isJson(record) && record.EventSource === "aws:sns" && isJson(record.Sns);
}

function withMessage(record: Json & { readonly Sns: Json }): Json {
  const { Message } = record.Sns;
  return typeof Message === "string" ? { ...record, Sns: { ...record.Sns, Message: parsed(Message) } } : record;
}

export function isJson(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
