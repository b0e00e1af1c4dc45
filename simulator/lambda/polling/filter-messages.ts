import { compilePattern } from "../../events/pattern/compile-pattern";
import type { World } from "../../service";
import { receiptHandleOf } from "../../sqs/claims";
import type { StoredMessage } from "../../sqs/message";
import type { Mapping } from "../event-source-mappings";
import { viewOf } from "../items";
import { deleteMessage } from "./delete-message";
import { queueRecord } from "./queue-record";
import type { Source } from "./source-of";

const matchers = new Map<string, (seen: unknown) => boolean>();
const KEPT = 1000;

/** The messages that the mapping's filters let through; the others are deleted from the queue (Lambda Developer Guide, "Event filtering with Amazon SQS"). */
export function filterMessages(
  world: World,
  source: Source,
  messages: readonly StoredMessage[],
  now: number,
): readonly StoredMessage[] {
  const matches = filterOf(source.mapping);
  if (!matches) return messages;
  const { queue, fn } = source;
  return messages.filter((message) => {
    if (matches(viewOf(queueRecord(queue, message)))) return true;
    deleteMessage(world, fn, queue, receiptHandleOf(queue, message), now);
    return false;
  });
}

function filterOf({ FilterCriteria }: Mapping): ((seen: unknown) => boolean) | undefined {
  const patterns = (FilterCriteria?.Filters ?? []).flatMap(({ Pattern }) => Pattern ?? []);
  if (patterns.length === 0) return undefined;
  const tests = patterns.map(matcherOf);
  return (seen) => tests.some((test) => test(seen));
}

function matcherOf(pattern: string): (seen: unknown) => boolean {
  const known = matchers.get(pattern);
  if (known) return known;
  if (matchers.size >= KEPT) matchers.clear();
  const matcher = compilePattern(pattern);
  matchers.set(pattern, matcher);
  return matcher;
}
