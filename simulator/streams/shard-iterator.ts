/** Where a reader stands. */
export interface ShardPosition {
  readonly streamArn: string;
  readonly shardId: string;
  readonly after: string;
  readonly issuedAt: number;
  /** The first record it wants; when that one has been trimmed, a table's stream refuses. */
  readonly wants?: string;
}

export function writeIterator(position: ShardPosition): string {
  return Buffer.from(JSON.stringify(position)).toString("base64url");
}

/** The position behind an iterator; undefined when it is not one of ours. */
export function readIterator(text: string | undefined): ShardPosition | undefined {
  if (!text) return undefined;
  try {
    const value: unknown = JSON.parse(Buffer.from(text, "base64url").toString());
    return isPosition(value) ? value : undefined;
  } catch {
    // Text that no GetShardIterator gave.
    return undefined;
  }
}

function isPosition(value: unknown): value is ShardPosition {
  if (typeof value !== "object" || value === null) return false;
  const { streamArn, shardId, after, issuedAt } = value as Partial<Record<keyof ShardPosition, unknown>>;
  const areTexts = [streamArn, shardId, after].every((text) => typeof text === "string");
  return areTexts && typeof issuedAt === "number" && /^\d{1,130}$/.test(String(after));
}
