import type { Parameters } from "@/app/_components/page-parameters";
import type { InputOf } from "@/lib/contract";

const MINUTE_MS = 60_000;
/** EventBridge may take about 10 minutes to archive an event (EventBridge User Guide, "Archiving events"). */
export const LAG_MINUTES = 10;

/** What somebody wants replayed, as the address has it. Times are of the events, in UTC. */
export interface ReplayWish {
  readonly from: string;
  readonly until: string;
  readonly ruleIds: readonly string[];
  readonly isAll: boolean;
}

export interface Preset {
  readonly key: string;
  readonly label: string;
  readonly minutes: number;
}
export const PRESETS: readonly Preset[] = [
  { key: "15m", label: "15 min", minutes: 15 },
  { key: "1h", label: "1 hour", minutes: 60 },
  { key: "6h", label: "6 hours", minutes: 360 },
  { key: "24h", label: "24 hours", minutes: 1440 },
];

/** The wish of an address; the last archived hour where it names no time. */
export function wishIn(parameters: Parameters, nowMs: number): ReplayWish {
  const last = lastMinutes(60, nowMs);
  const until = timeIn(parameters.get("until")) ?? last.until;
  return {
    from: timeIn(parameters.get("from")) ?? (parameters.get("until") ? hourBefore(until) : last.from),
    until,
    ruleIds: (parameters.get("rules") ?? "").split(",").filter(Boolean).slice(0, 100),
    isAll: parameters.get("all") === "1",
  };
}

/** The last so many minutes that are surely archived by now, from a whole minute to a whole minute. */
export function lastMinutes(minutes: number, nowMs: number): Pick<ReplayWish, "from" | "until"> {
  const until = Math.floor(nowMs / MINUTE_MS) * MINUTE_MS - LAG_MINUTES * MINUTE_MS;
  return { from: iso(until - minutes * MINUTE_MS), until: iso(until) };
}

/** Why nothing can be asked of it yet; undefined when it can. */
export function whyNot({ from, until, ruleIds, isAll }: ReplayWish): string | undefined {
  if (until <= from) return "The end must be later than the start.";
  if (!isAll && ruleIds.length === 0) return "Choose the rules that are to get the events.";
  return undefined;
}

/** What a plan, or its preview, is asked for. */
export function selectionOf(
  archiveId: string,
  { from, until, ruleIds, isAll }: ReplayWish,
): Extract<InputOf<"createPlan">["selection"], { archiveId: string }> {
  const rules = isAll ? { allRules: true as const } : { ruleIds: [...ruleIds] };
  return { archiveId, from, until, ...rules };
}

/** The stretch that the chart shows: the chosen time with as much before and after, at least six hours, never the future. */
export function shownAround({ from, until }: Pick<ReplayWish, "from" | "until">, nowMs: number) {
  const [start, end] = [Date.parse(from), Date.parse(until)];
  const margin = Math.max(180 * MINUTE_MS, end - start) / 2;
  const to = Math.min(Math.floor(nowMs / MINUTE_MS) * MINUTE_MS, end + margin);
  return { from: iso(Math.min(start - margin, to - MINUTE_MS)), until: iso(to) };
}

/** What a datetime-local input takes: the viewer's own time to the minute, without a zone. */
export function localOf(at: string, zone: string): string {
  return new Date(at).toLocaleString("sv-SE", { timeZone: zone }).slice(0, 16).replace(" ", "T");
}

function timeIn(text: string | null): string | undefined {
  const at = text === null ? Number.NaN : Date.parse(text);
  return Number.isNaN(at) ? undefined : iso(at);
}

function hourBefore(at: string): string {
  return iso(Date.parse(at) - 60 * MINUTE_MS);
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
