import type { Arrivals, Finding, PartFacts, QueueSight, SignalJudge } from "../facts";
import { failureState } from "../severity";
import { counted, percent } from "../words";

/** New failed messages, failed executions, and the growth of a dead-letter queue that nobody reads. */
export const deadLetters: SignalJudge = (facts) => messagesFound(facts) ?? executionsFound(facts);

function messagesFound(facts: PartFacts): Finding | undefined {
  const { messages, queue, part } = facts;
  const grown = growthUnread(queue);
  const count = Math.max(messages.quarterHour, grown);
  if (count === 0) return comesAndGoes(facts, messages);
  const share = shareOf(count, facts.throughputPerMinute);
  const isOfSeveral = part.role === "shared" && grown > messages.quarterHour;
  const subject =
    messages.quarterHour >= grown
      ? `${part.name} took ${counted(count, "dead letter", "dead letters")} in the last 15 minutes`
      : `${part.name}, of which no message was read, grew by ${counted(count, "message", "messages")} in the last 15 minutes`;
  if (isOfSeveral)
    return { state: "degraded", sentence: `${subject}; several pipelines share it, and nobody knows whose they are.` };
  return { state: failureState(count, share), sentence: `${subject}; ${shareWords(share)}.` };
}

/** What comes again and again, though not in each quarter of an hour. */
function comesAndGoes({ part }: PartFacts, { recentHalfHour, earlierHalfHour }: Arrivals): Finding | undefined {
  if (recentHalfHour === 0 || earlierHalfHour === 0) return undefined;
  const count = counted(recentHalfHour + earlierHalfHour, "dead letter", "dead letters");
  return {
    state: "degraded",
    sentence: `${part.name} took ${count} in the last hour, none of them in the last 15 minutes.`,
  };
}

/** CloudWatch tells of executions up to twenty minutes late: the hour counts. */
function executionsFound({ executions, part }: PartFacts): Finding | undefined {
  const count = executions.recentHalfHour + executions.earlierHalfHour;
  if (count === 0) return undefined;
  return {
    state: failureState(count, null),
    sentence: `${counted(count, "execution", "executions")} of ${part.name} failed in the last hour.`,
  };
}

/** Only where nobody here read messages meanwhile: that hides some of them for a while, and they come back. */
function growthUnread(queue: QueueSight | null): number {
  const first = queue?.looks[0];
  if (!queue?.isDeadLetterQueue || queue.visible === null || !first) return 0;
  if (queue.scannedAt && queue.scannedAt >= first.at) return 0;
  return Math.max(0, queue.visible - Math.min(...queue.looks.map(({ visible }) => visible)));
}

function shareOf(count: number, perMinute: number | null): number | null {
  return perMinute === null || perMinute <= 0 ? null : Math.min(1, count / (perMinute * 15));
}

function shareWords(share: number | null): string {
  return share === null ? "how much came in was not measured" : `about ${percent(share)} of what came in`;
}
