import type { Sql } from "@/lib/db/connect";
import type { RemaskPart } from "@/lib/db/remask";
import { getSetting } from "@/lib/db/settings";

export const REMASK_SETTING = "masking-sweep";
/** How far what was kept before follows the rules of this version. */
export interface Remask {
  readonly version: string;
  readonly part: RemaskPart;
  readonly position: string;
  readonly doneCount: number;
  /** When it began; an estimate from then on. */
  readonly totalCount: number;
  readonly startedAt: string;
  readonly progressAt: string;
  readonly endedAt: string | null;
}

export async function remaskProgress(db: Sql, version: string) {
  const found = await getSetting<Remask>(db, REMASK_SETTING);
  if (found?.version !== version)
    return { state: "waiting" as const, pendingCount: null, doneCount: 0, progressAt: null, remaskedUntil: null };
  const { totalCount, doneCount, progressAt, endedAt } = found;
  const isDone = endedAt !== null;
  return {
    state: isDone ? ("done" as const) : ("running" as const),
    pendingCount: isDone ? 0 : Math.max(1, totalCount - doneCount),
    doneCount,
    progressAt,
    remaskedUntil: endedAt,
  };
}
