import type { AwsError } from "./aws-error";
import { faultAnswer } from "./fault-play";
import type { FaultRule, FaultTable } from "./faults";
import { sqsError } from "./sqs/errors";

/** A rule that only the simulator itself can play. */
export class UnplayableFault extends Error {}

/** Throws UnplayableFault for a rule that cannot be played between a client and an AWS that knows nothing of faults. */
export function checkPlayable(rule: FaultRule): void {
  if (rule.kind === "lateReceive") {
    throw new UnplayableFault(
      "lateReceive cannot be played from outside: only the queue itself can let a visibility timeout pass before it answers",
    );
  }
  if (rule.via !== undefined) {
    throw new UnplayableFault(
      `a rule with via "${rule.via}" strikes deliveries between services, which do not pass here`,
    );
  }
}

export function checkTable(table: FaultTable): void {
  for (const rule of table.list()) checkPlayable(rule);
}

interface Who {
  readonly action: string;
  readonly accountId: string;
}

/** What strikes a call from outside, taken apart. */
export interface Strike {
  readonly delayMs: number;
  /** At most one besides delays. */
  readonly rule: FaultRule | undefined;
  /** The error to answer: instead of the call, or after it when the rule says `afterEffect`. */
  readonly error: AwsError | undefined;
}

export function strikeOf(rules: readonly FaultRule[], { action, accountId }: Who): Strike {
  for (const rule of rules) checkPlayable(rule);
  const delayMs = rules.reduce((sum, { kind, ms }) => sum + (kind === "delayMs" ? (ms ?? 0) : 0), 0);
  const rule = rules.find(({ kind }) => kind !== "delayMs");
  const overLimit = rule?.kind === "overLimit" ? sqsError("OverLimit", "Too many messages are in flight.") : undefined;
  const principalArn = `arn:aws:iam::${accountId}:root`;
  return { delayMs, rule, error: overLimit ?? (rule && faultAnswer(rule, { action, principalArn })) };
}

export interface FailedEntry {
  readonly Id: string;
  readonly SenderFault: false;
  readonly Code: "InternalError";
  readonly Message: string;
}

/** The body of a batch request without its first `n` entries, and those entries as the answer must name them. */
export function splitBatch(body: string, n = 1): { readonly body: string | undefined; readonly failed: FailedEntry[] } {
  const request = JSON.parse(body) as { readonly Entries?: readonly { readonly Id?: string }[] };
  const entries = request.Entries ?? [];
  const failed = entries.slice(0, n).map(({ Id = "" }): FailedEntry => {
    return { Id, SenderFault: false, Code: "InternalError", Message: "We encountered an internal error." };
  });
  const left = entries.slice(n);
  return { body: left.length > 0 ? JSON.stringify({ ...request, Entries: left }) : undefined, failed };
}

/** Answers of receives that will be given once more: the second half of a duplicate delivery. Standard queues only. */
export class Duplicates<Answer> {
  #answers = new Map<string, Answer>();

  keep(queueUrl: unknown, answer: Answer): void {
    if (typeof queueUrl === "string" && !queueUrl.endsWith(".fifo")) this.#answers.set(queueUrl, answer);
  }

  take(queueUrl: unknown): Answer | undefined {
    const answer = this.#answers.get(String(queueUrl));
    this.#answers.delete(String(queueUrl));
    return answer;
  }
}
