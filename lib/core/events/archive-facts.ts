import { intakePrice, PRICED_FROM, storagePrice } from "@/lib/core/cost/prices";
import type { ArchiveConfig } from "@/lib/core/inventory/resource";

const DAY_MS = 86_400_000;

const STATE_WORDS: Readonly<Record<string, string>> = {
  ENABLED: "keeps events",
  DISABLED: "switched off: it keeps what it has and takes nothing new",
  CREATING: "being created",
  UPDATING: "being changed",
  CREATE_FAILED: "could not be created: it keeps nothing",
  UPDATE_FAILED: "its last change failed",
};

/** What AWS's word for the state of an archive means. A word that is new is shown as it is. */
export function archiveStateWords(state: string): string {
  return Object.hasOwn(STATE_WORDS, state) ? (STATE_WORDS[state] ?? state) : state;
}

/** Whether events can be replayed from an archive in this state. */
export function isReplayable(state: string): boolean {
  return state !== "CREATING" && state !== "CREATE_FAILED";
}

/** Before this an archive holds nothing: its creation, or as far back as its retention reaches. Null where neither is known. */
export function oldestEventAt(retentionDays: number, createdAt: Date | null, now: Date): Date | null {
  const kept = retentionDays > 0 ? new Date(now.getTime() - retentionDays * DAY_MS) : null;
  if (kept === null || createdAt === null) return kept ?? createdAt;
  return kept > createdAt ? kept : createdAt;
}

/** What storing so much costs in a month of 30 days, in US dollars at list price. Null where the size is not known. */
export function storedUsdPerMonth(sizeBytes: number | null): number | null {
  return sizeBytes === null ? null : (storagePrice("events:archive", sizeBytes) ?? null);
}

const GIB = 1024 ** 3;
/** What the price of an archive is made of, and what is not in it. */
export const ARCHIVE_PRICE_NOTE = `Of storing what it holds, $${storagePrice("events:archive", GIB)} a GB and month (${PRICED_FROM}). Not in it: $${intakePrice("events:archive", GIB)} for each GB that it takes in.`;

export interface Coverage {
  /** Null: nobody can say. */
  readonly covers: boolean | null;
  readonly why: string;
}

/** Whether an archive still holds the events of its bus from this minute to that one. */
export function archiveCovers(
  { retentionDays, eventPattern, state }: Pick<ArchiveConfig, "retentionDays" | "eventPattern" | "state">,
  createdAt: Date | null,
  { from, until }: { readonly from: Date; readonly until: Date },
  now: Date,
): Coverage {
  const oldest = oldestEventAt(retentionDays, createdAt, now);
  if (oldest && oldest >= until)
    return { covers: false, why: `it holds nothing from before ${minuteOf(oldest)}: those events are not in it` };
  if (oldest && oldest > from) return { covers: false, why: `it holds only events from ${minuteOf(oldest)} on` };
  if (!isReplayable(state)) return { covers: false, why: `its state is ${state}: ${archiveStateWords(state)}` };
  if (createdAt === null) return { covers: null, why: "nobody knows since when it keeps events" };
  if (state !== "ENABLED") return { covers: null, why: `its state is ${state}: ${archiveStateWords(state)}` };
  if (eventPattern !== null) return { covers: null, why: "it keeps only events that match its own pattern" };
  return { covers: true, why: "it keeps every event of the bus" };
}

function minuteOf(at: Date): string {
  return `${at.toISOString().slice(0, 16).replace("T", " ")} UTC`;
}
