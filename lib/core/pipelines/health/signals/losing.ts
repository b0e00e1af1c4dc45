import type { Finding, PartFacts, SignalJudge } from "../facts";
import { counted, figureSpan } from "../words";

/** What is gone for good: nothing was kept of it, or its dead-letter queue did not take it. */
export const losing: SignalJudge = (facts, now) =>
  refusedByQueue(facts, now) ?? withoutQueue(facts, now) ?? countedOnly(facts);

function refusedByQueue({ rule, part }: PartFacts, now: Date): Finding | undefined {
  const count = rule?.lostAtDeadLetter ?? 0;
  if (count === 0 || rule?.isOfService) return undefined;
  return failing(
    `${part.name} lost ${counted(count, "event", "events")} ${figureSpan(rule?.toldUntil, now)}: its dead-letter queue did not take ${them(count)}.`,
  );
}

/** One figure counts all targets: what reached a queue is taken off. Where that is not told, a loss is only probable. */
function withoutQueue({ rule, part }: PartFacts, now: Date): Finding | undefined {
  if (!rule || rule.isOfService || rule.targetsWithoutQueue === 0) return undefined;
  const count = (rule.failed ?? 0) - (rule.sentToDeadLetter ?? 0);
  if (count <= 0) return undefined;
  const isSure = rule.targetsWithoutQueue === rule.targetCount || rule.sentToDeadLetter !== null;
  return failing(
    `${part.name} ${isSure ? "lost" : "probably lost"} ${counted(count, "event", "events")} ${figureSpan(rule.toldUntil, now)}: ${isSure ? "there was no dead-letter queue" : "one of its targets has no dead-letter queue"}.`,
  );
}

function countedOnly({ lost, part }: PartFacts): Finding | undefined {
  const count = lost.recentHalfHour + lost.earlierHalfHour;
  if (count === 0) return undefined;
  return failing(
    `${part.name} lost ${counted(count, "event", "events")} in the last hour: nothing but a count is left of ${them(count)}.`,
  );
}

function failing(sentence: string): Finding {
  return { state: "failing", sentence };
}

function them(count: number): string {
  return count === 1 ? "it" : "them";
}
