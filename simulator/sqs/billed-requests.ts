import type { World } from "../service";
import { objectsIn, textIn } from "../wire/input";
import { parseQueueUrl, queueArn } from "./arn";
import type { StoredMessage } from "./message";
import { draftBytes, type MessageDraft } from "./validate-message";

type Fields = Readonly<Record<string, unknown>>;

const MOST_IN_A_CALL = 10;

/** Counts what a program's call on a queue is billed as; calls that name no queue URL belong to none. */
export function billQueueCall(world: World, region: string, operation: string, input: Fields, output: unknown): void {
  const address = parseQueueUrl(textIn(input, "QueueUrl") ?? "");
  if (!address) return;
  const sent = [input, ...(objectsIn(input, "Entries") ?? [])].map((entry) => payloadBytes(entry, "MessageBody"));
  const received = (objectsIn(fieldsOf(output), "Messages") ?? []).map((message) => payloadBytes(message, "Body"));
  world.usage.queueRequest(queueArn({ ...address, region }), operation, Math.max(sumOf(sent), sumOf(received)));
}

/** Counts the receives by which a poller of AWS got these messages: ten at most at once. */
export function billReceives(world: World, arn: string, messages: readonly StoredMessage[]): void {
  for (let start = 0; start < messages.length; start += MOST_IN_A_CALL)
    world.usage.queueRequest(
      arn,
      "ReceiveMessage",
      sumOf(messages.slice(start, start + MOST_IN_A_CALL).map(({ bytes }) => bytes)),
    );
}

/** Counts the batches in which a poller of AWS deletes so many messages. */
export function billDeletes(world: World, arn: string, count: number): void {
  for (let done = 0; done < count; done += MOST_IN_A_CALL) world.usage.queueRequest(arn, "DeleteMessageBatch", 0);
}

function payloadBytes(message: Fields, bodyKey: string): number {
  // An operation has checked them when the call has succeeded.
  const attributes = message.MessageAttributes as MessageDraft["MessageAttributes"];
  return draftBytes({ MessageBody: textIn(message, bodyKey), MessageAttributes: attributes });
}

function fieldsOf(value: unknown): Fields {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

function sumOf(bytes: readonly number[]): number {
  return bytes.reduce((sum, one) => sum + one, 0);
}
