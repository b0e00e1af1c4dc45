/** What is known of an archive's time. */
export interface ArchiveTime {
  /** When it was made, as AWS tells; null: not told. */
  readonly createdAt: string | null;
  /** 0 keeps for ever. */
  readonly retentionDays: number;
}

const DAY_MS = 86_400_000;

/** The earliest event time that the archive can still hold: it takes events from when it was made, and drops old ones. Null: any. */
export function keptSince({ createdAt, retentionDays }: ArchiveTime, now: Date): string | null {
  const oldest = retentionDays > 0 ? new Date(now.getTime() - retentionDays * DAY_MS).toISOString() : null;
  if (createdAt === null || oldest === null) return createdAt ?? oldest;
  return createdAt > oldest ? createdAt : oldest;
}
