import type { ACTION_EVIDENCE } from "./fact";

export type EvidenceKind = (typeof ACTION_EVIDENCE)[number];

/** What is known of what an action item points at. Absent: it is not there any more, or was never seen. */
export type EvidenceState =
  | { readonly kind: "finding"; readonly resolvedAt: string | null; readonly lastSeenAt: string }
  | { readonly kind: "class"; readonly status: string; readonly resolvedAt: string | null; readonly lastSeenAt: string }
  | { readonly kind: "alert"; readonly state: string; readonly resolvedAt: string | null }
  | { readonly kind: "pipeline"; readonly state: string; readonly since: string; readonly isGone: boolean }
  | { readonly kind: "run"; readonly state: string; readonly endedAt: string | null; readonly returnedCount: number };

export interface Verdict {
  readonly verdict: "done" | "not-yet" | "unknown";
  readonly sentence: string;
}

type Say = (at: string) => string;
type Judge<K extends EvidenceKind> = (state: Extract<EvidenceState, { kind: K }>, since: Say) => Verdict;

const done = (sentence: string): Verdict => ({ verdict: "done", sentence });
const notYet = (sentence: string): Verdict => ({ verdict: "not-yet", sentence });
const unknown = (sentence: string): Verdict => ({ verdict: "unknown", sentence });

const JUDGES: { readonly [K in EvidenceKind]: Judge<K> } = {
  finding: ({ resolvedAt, lastSeenAt }, since) =>
    resolvedAt === null
      ? notYet(`finding still there, seen last ${since(lastSeenAt)}`)
      : done(`finding gone since ${since(resolvedAt)}`),
  class: ({ status, resolvedAt, lastSeenAt }, since) =>
    status === "resolved" && resolvedAt !== null
      ? done(`failure resolved since ${since(resolvedAt)}`)
      : notYet(`failure is ${status}, seen last ${since(lastSeenAt)}`),
  alert: ({ state, resolvedAt }, since) =>
    state === "resolved" && resolvedAt !== null
      ? done(`alert resolved since ${since(resolvedAt)}`)
      : notYet(`alert is still ${state}`),
  pipeline: ({ state, since: at, isGone }, since) => {
    if (isGone) return unknown("the pipeline is gone");
    if (state === "blind") return unknown(`nobody can see how the pipeline does since ${since(at)}`);
    return state === "healthy"
      ? done(`pipeline healthy since ${since(at)}`)
      : notYet(`pipeline ${state} since ${since(at)}`);
  },
  run: ({ state, endedAt, returnedCount }, since) => {
    if (state === "interrupted") return unknown("nobody knows what the run did: it was interrupted");
    if (state !== "done" || endedAt === null) return notYet(`run is ${state}`);
    return returnedCount > 0
      ? notYet(`run done ${since(endedAt)}, and ${returnedCount} came back`)
      : done(`run done since ${since(endedAt)}`);
  },
};

/** What the tool itself sees of an action item's evidence, as a verdict and a sentence. Times are days of the zone. */
export function verdictOf(
  kind: EvidenceKind,
  state: EvidenceState | undefined,
  { at, zone }: { readonly at: Date; readonly zone: string },
): Verdict {
  if (state === undefined || state.kind !== kind) return unknown(`the ${WORDS[kind]} is not there any more`);
  const judge = JUDGES[kind] as (state: EvidenceState, since: Say) => Verdict;
  return judge(state, (time) => dayWords(time, at, zone));
}

const WORDS: Readonly<Record<EvidenceKind, string>> = {
  finding: "finding",
  class: "failure",
  alert: "alert",
  pipeline: "pipeline",
  run: "run",
};
const SIX_DAYS_MS = 6 * 86_400_000;

/** A weekday within the last days, else the date. */
function dayWords(time: string, at: Date, zone: string): string {
  const moment = new Date(time);
  const isNear = at.getTime() - moment.getTime() < SIX_DAYS_MS;
  if (isNear) return new Intl.DateTimeFormat("en-GB", { timeZone: zone, weekday: "long" }).format(moment);
  return new Intl.DateTimeFormat("en-GB", { timeZone: zone, day: "numeric", month: "long", year: "numeric" }).format(
    moment,
  );
}
