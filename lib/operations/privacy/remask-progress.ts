import type { Sql, Tx } from "@/lib/db/connect";
import type { Keyring } from "@/lib/db/keyring";
import type { RemaskPart } from "@/lib/db/remask";
import { getSetting, lockSetting, putSetting } from "@/lib/db/settings";
import { type Masking, readMasking } from "./masking";

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

/** The rules in force while something may be kept that does not follow them yet; undefined once everything does. */
export async function maskingUntilSwept(db: Sql, keyring: Keyring): Promise<Masking | undefined> {
  const masking = await readMasking(db, keyring);
  const { state } = await remaskProgress(db, masking.version);
  return state === "done" ? undefined : masking;
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

/** Has the worker mask again what is kept, though the rules are the same: what was captured is kept at another level. */
export async function askForRemask(tx: Tx): Promise<void> {
  const found = await lockSetting<Remask>(tx, REMASK_SETTING);
  if (found) await putSetting(tx, REMASK_SETTING, { ...found, version: "asked for anew" } satisfies Remask);
}
