interface Rescued {
  /** Copied by this run, and saved in all, of about this many that wait. SQS counts approximately. */
  readonly copiedCount: number;
  readonly savedCount: number;
  readonly waitingCount: number;
  readonly isFifo: boolean;
}

/** What a rescue reached, in words that name what it did not: "Rescued 884 of about 900. …". */
export function rescueOutcome({ copiedCount, savedCount, waitingCount, isFifo }: Rescued): {
  text: string;
  unreachedCount: number;
} {
  const unreachedCount = Math.max(0, waitingCount - savedCount);
  const before = savedCount - copiedCount;
  const earlier = before > 0 ? ` ${count(before)} had a copy before.` : "";
  if (unreachedCount === 0) return { text: `Rescued ${count(copiedCount)}.${earlier}`, unreachedCount };
  const why = isFifo
    ? "they stand behind the heads of their message groups"
    : "another reader holds them, or SQS counts too many";
  return {
    text: `Rescued ${count(copiedCount)} of about ${count(waitingCount - Math.max(0, before))}.${earlier} About ${count(unreachedCount)} could not be reached: ${why}.`,
    unreachedCount,
  };
}

function count(value: number): string {
  return value.toLocaleString("en-US");
}
