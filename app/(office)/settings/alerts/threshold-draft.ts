import type { z } from "zod";
import { thresholdSchema } from "@/lib/contract/alert-settings";
import { fieldProblems } from "./field-problems";

export type Threshold = z.output<typeof thresholdSchema>;

/** The limits of a line. Empty: not said here, earlier lines count. "off": switched off by this line. */
export const LIMITS = [
  { key: "queueAgeSeconds", label: "Queue: oldest message", unit: "time" },
  { key: "queueDepth", label: "Queue: messages", unit: "count" },
  { key: "deadLetterAgeSeconds", label: "DLQ: oldest message", unit: "time" },
  { key: "deadLetterDepth", label: "DLQ: messages", unit: "count" },
  { key: "inflowPerHour", label: "DLQ: arrivals an hour", unit: "count" },
] as const;
type LimitKey = (typeof LIMITS)[number]["key"];

export interface ThresholdDraft {
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly environment: string;
  readonly enabled: boolean;
  readonly limits: Readonly<Record<LimitKey, string>>;
  readonly forTime: string;
  readonly severity: "" | "page" | "notify";
}

export function draftOfThreshold(line?: Threshold): ThresholdDraft {
  const limit = (key: LimitKey, unit: "time" | "count") => limitWords(line?.[key], unit);
  return {
    name: line?.match?.name ?? "",
    account: line?.match?.account ?? "",
    region: line?.match?.region ?? "",
    environment: line?.environment ?? "",
    enabled: line?.enabled ?? true,
    limits: {
      queueAgeSeconds: limit("queueAgeSeconds", "time"),
      queueDepth: limit("queueDepth", "count"),
      deadLetterAgeSeconds: limit("deadLetterAgeSeconds", "time"),
      deadLetterDepth: limit("deadLetterDepth", "count"),
      inflowPerHour: limit("inflowPerHour", "count"),
    },
    forTime: limitWords(line?.forSeconds, "time"),
    severity: line?.severity ?? "",
  };
}

/** The line that is meant. A tag that it matched by stays. */
export function thresholdOf(draft: ThresholdDraft, before?: Threshold): Threshold {
  const tag = before?.match?.tag;
  const match = {
    ...(draft.account.trim() ? { account: draft.account.trim() } : {}),
    ...(draft.region.trim() ? { region: draft.region.trim() } : {}),
    ...(draft.name.trim() ? { name: draft.name.trim() } : {}),
    ...(tag ? { tag } : {}),
  };
  const limits = LIMITS.flatMap(({ key, unit }) => {
    const value = numberOf(draft.limits[key], unit);
    return value === undefined ? [] : [[key, value] as const];
  });
  const forSeconds = numberOf(draft.forTime, "time");
  return {
    ...(Object.keys(match).length > 0 ? { match } : {}),
    ...(draft.environment.trim() ? { environment: draft.environment.trim() } : {}),
    enabled: draft.enabled,
    ...Object.fromEntries(limits),
    ...(forSeconds === undefined || forSeconds === null ? {} : { forSeconds }),
    ...(draft.severity ? { severity: draft.severity } : {}),
  };
}

export function thresholdProblems(draft: ThresholdDraft): Readonly<Record<string, string>> {
  const found = fieldProblems(thresholdSchema, thresholdOf(draft));
  const words: Record<string, string> = { ...found };
  for (const { key, unit } of LIMITS)
    if (found[key]) words[key] = unit === "time" ? "For example 15 min, 4 h, 2 d, or off." : "A number from 1, or off.";
  if (found.forSeconds) words.forSeconds = "At most a day, for example 10 min.";
  return words;
}

/** What a line is about, and its limits, in words. */
export function aboutWords({ match, environment }: Threshold): string {
  const parts = [
    match?.name,
    match?.tag && `tag ${match.tag.key}${match.tag.value ? `=${match.tag.value}` : ""}`,
    environment && `environment ${environment}`,
    match?.account && `account ${match.account}`,
    match?.region,
  ].filter(Boolean);
  return parts.join(", ") || "every queue";
}

export function limitsWords(line: Threshold): string {
  if (!line.enabled) return "all limits are off";
  const said = LIMITS.flatMap(({ key, label, unit }) => {
    const text = limitWords(line[key], unit);
    return text === "" ? [] : [`${label} ${text}`];
  });
  return said.join(" · ") || "no limit is said";
}

const SECONDS: Readonly<Record<string, number>> = { s: 1, min: 60, m: 60, h: 3600, d: 86_400 };

function limitWords(value: number | null | undefined, unit: "time" | "count"): string {
  if (value === undefined) return "";
  if (value === null) return "off";
  if (unit === "count") return String(value);
  const [size, word] = (
    [
      [86_400, "d"],
      [3600, "h"],
      [60, "min"],
    ] as const
  ).find(([one]) => value > 0 && value % one === 0) ?? [1, "s"];
  return `${value / size} ${word}`;
}

/** Undefined where nothing is said, null for off, NaN where it cannot be read. */
function numberOf(text: string, unit: "time" | "count"): number | null | undefined {
  const trimmed = text.trim().toLowerCase();
  if (trimmed === "") return undefined;
  if (trimmed === "off") return null;
  const found = /^(\d+(?:\.\d+)?)\s*([a-z]*)$/.exec(trimmed);
  if (!found) return Number.NaN;
  const [, digits = "", word = ""] = found;
  if (unit === "count") return word === "" ? Number(digits) : Number.NaN;
  return Math.round(Number(digits) * (SECONDS[word === "" ? "s" : word] ?? Number.NaN));
}
