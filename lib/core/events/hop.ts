import { nameOfArn, parseArn } from "@/lib/core/arn";
import type { DoorAnswer } from "@/lib/core/coverage/dead-letter-door";
import { spanOf } from "@/lib/core/coverage/span";
import type { RuleTarget } from "@/lib/core/inventory/resource";
import { natureOf, type SideEffect } from "./side-effect";

/** Where an event goes that a target did not take: into its queue, or nowhere. */
export const GIVE_UPS = ["queue", "lost", "queue-refuses", "queue-gone", "unknown"] as const;
export type GiveUp = (typeof GIVE_UPS)[number];

/** What AWS does where a target says nothing. */
export const DEFAULT_RETRIES = 185;
export const DEFAULT_AGE_SECONDS = 86_400;

/** What is known of the queue that a target names: whether it is there, and whether it takes what EventBridge sends. */
export interface QueueFacts {
  readonly state: "there" | "gone" | "unknown";
  /** Null where its settings were not read. */
  readonly door: DoorAnswer | null;
  /** It lies where whoever asks may not look: nothing is told of its settings. */
  readonly isHidden?: boolean;
}

export interface HopWords {
  readonly givesUp: GiveUp;
  readonly triesWords: string;
  readonly thenWords: string;
  readonly sentence: string;
  readonly atOnceWords: string;
  /** What fails after the target took the event: none of it comes back to the rule. Null where nothing is to be said. */
  readonly beyondWords: string | null;
}

const BEYOND: Readonly<Partial<Record<SideEffect, string>>> = {
  run: "What the function itself fails at comes later: Lambda tries it again and gives it up by the function's own settings, never into this rule's queue.",
  execution: "An execution that fails later is the state machine's failure: nothing of it comes back to this rule.",
  publish: "What a subscriber then refuses is for the topic to try again: nothing of it comes back to this rule.",
  bus: "What the rules over there cannot deliver is theirs to give up: nothing of it comes back to this rule.",
};

/** How long a rule tries to reach a target and where it gives up, in words. `queue` is null where the target names none. */
export function hopWords(ruleArn: string, target: RuleTarget, queue: QueueFacts | null): HopWords {
  const name = nameOfArn(target.deadLetterArn ?? "");
  const given = target.deadLetterArn === null ? LOST : intoQueue(ruleArn, target.deadLetterArn, queue);
  const triesWords = triesOf(target);
  const thenWords = `then ${given.fate(name)}`;
  return {
    givesUp: given.givesUp,
    triesWords,
    thenWords,
    sentence: `${triesWords}, ${thenWords}`,
    beyondWords: BEYOND[natureOf(target.arn).sideEffect] ?? null,
    atOnceWords: `A missing permission, a missing target or input that it cannot use is not retried: such an event ${given.atOnce(name)}.`,
  };
}

/** How long a target is tried, as it stands now, and which of it is AWS's default. */
export function retriesOf({ maxRetries, maxAgeSeconds }: Pick<RuleTarget, "maxRetries" | "maxAgeSeconds">) {
  return {
    maxRetries: { count: maxRetries ?? DEFAULT_RETRIES, isDefault: maxRetries === null },
    maxAge: { seconds: maxAgeSeconds ?? DEFAULT_AGE_SECONDS, isDefault: maxAgeSeconds === null },
  };
}

function triesOf(target: RuleTarget): string {
  const { maxRetries, maxAge } = retriesOf(target);
  if (maxRetries.count === 0) return "one attempt";
  const attempts = maxRetries.count === 1 ? "one more attempt" : `${maxRetries.count} attempts`;
  const isWholeHours = maxAge.seconds % 3600 === 0;
  return `${isWholeHours ? `${maxAge.seconds / 3600} h` : spanOf(maxAge.seconds)} or ${attempts}`;
}

interface Given {
  readonly givesUp: GiveUp;
  readonly fate: (queueName: string) => string;
  /** What happens to an event that is not retried, after "such an event". */
  readonly atOnce: (queueName: string) => string;
}

const LOST: Given = { givesUp: "lost", fate: () => "lost", atOnce: () => "is lost at once" };
const KEPT: Given = { givesUp: "queue", fate: (name) => name, atOnce: (name) => `goes to ${name} at once` };
const GONE: Given = {
  givesUp: "queue-gone",
  fate: (name) => `lost: ${name} is gone`,
  atOnce: () => "is lost at once",
};

function intoQueue(ruleArn: string, queueArn: string, queue: QueueFacts | null): Given {
  if (queueArn.endsWith(".fifo")) return refused("is a FIFO queue, which EventBridge cannot send to");
  const region = parseArn(queueArn)?.region;
  if (region !== parseArn(ruleArn)?.region) return refused(`lies in ${region}, which the rule cannot reach`);
  if (queue?.state === "gone") return GONE;
  if (queue?.isHidden) return doubtful("if it lets EventBridge in: your rights do not reach that queue");
  const door = queue?.door ?? null;
  if (door === null) return doubtful("if it is there and lets EventBridge in: nobody could look");
  if (door.answer === "opens") return KEPT;
  if (door.by === "managed-key") return refused("is encrypted with a key that EventBridge may not use");
  if (door.answer === "refuses") return refused("does not let EventBridge send for this rule");
  if (door.by === "key") return doubtful("if the key of that queue lets EventBridge in: only KMS can tell");
  return doubtful("if its policy lets EventBridge in: that hangs on a condition that only AWS can judge");
}

function refused(why: string): Given {
  return { givesUp: "queue-refuses", fate: (name) => `lost: ${name} ${why}`, atOnce: () => "is lost at once" };
}

function doubtful(under: string): Given {
  return {
    givesUp: "unknown",
    fate: (name) => `${name}, ${under}`,
    atOnce: (name) => `goes to ${name} at once, ${under}`,
  };
}
