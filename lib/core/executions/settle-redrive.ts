/**
 * Step Functions answers a redrive with the same token alike for 15 minutes, so that a repetition within them does nothing
 * twice. Some of them are left for clocks that differ, and for the repetition itself.
 */
export const REPEATABLE_SECONDS = 600;
/** AWS's clock and ours may differ by so much. */
const CLOCK_SLACK_MS = 60_000;

export type SettledRedrive = "done" | "not-done" | "nobody-knows";

/**
 * What became of a redrive whose answer was lost long ago, by how the execution stands: as it did, and then nothing was done; or
 * redriven while we were at it, and then it was us. Redriven at another time, nobody can say.
 */
export function settleRedrive(now: {
  readonly isSameEnd: boolean;
  readonly redrivenAt: Date | null;
  readonly sendStartedAt: Date;
}): SettledRedrive {
  if (now.isSameEnd) return "not-done";
  if (now.redrivenAt === null) return "nobody-knows";
  const afterMs = now.redrivenAt.getTime() - now.sendStartedAt.getTime();
  const isOurs = afterMs >= -CLOCK_SLACK_MS && afterMs <= REPEATABLE_SECONDS * 1000 + CLOCK_SLACK_MS;
  return isOurs ? "done" : "nobody-knows";
}
