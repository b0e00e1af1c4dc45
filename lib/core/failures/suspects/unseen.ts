import { FEATURES, type FeatureId, type FeatureState } from "@/lib/core/capabilities/features";
import { SUSPECT_SECONDS } from "./rank-suspects";

/** What is read of an account and Region to notice changes. */
const WATCHED: readonly FeatureId[] = [
  "queues",
  "functions",
  "events",
  "topics",
  "pipes",
  "schedules",
  "state-machines",
];

/** When a part was read completely for the last time; null: never. */
export interface PartSight {
  readonly feature: FeatureId;
  readonly state: FeatureState;
  readonly okAt: Date | null;
}

/**
 * What of the time around an onset nobody looked at, in words, so that no change seen is not taken for nothing changed;
 * null where all was looked at. A part that was last read before the onset may have changed since.
 */
export function unseenAround(onsetAt: Date, connectedAt: Date | null, parts: readonly PartSight[]): string | null {
  const known = new Map(parts.map((part) => [part.feature, part]));
  const there = WATCHED.filter((feature) => known.get(feature)?.state !== "absent");
  const never = there.filter((feature) => !known.get(feature)?.okAt);
  const before = there.filter((feature) => (known.get(feature)?.okAt ?? onsetAt) < onsetAt);
  const isNew = connectedAt !== null && connectedAt.getTime() > onsetAt.getTime() - SUSPECT_SECONDS.before * 1000;
  const told = [
    isNew ? `Changes are known only since the account was connected, ${minuteOf(connectedAt)} UTC.` : "",
    never.length > 0 ? `Never read: ${titlesOf(never)}.` : "",
    before.length > 0 ? `Not read since it began: ${titlesOf(before)}.` : "",
  ].filter((sentence) => sentence !== "");
  return told.length > 0 ? told.join(" ") : null;
}

function titlesOf(features: readonly FeatureId[]): string {
  return features
    .map((feature) => (FEATURES.find(({ id }) => id === feature)?.title ?? feature).toLowerCase())
    .join("; ");
}

function minuteOf(at: Date): string {
  return at.toISOString().slice(0, 16).replace("T", " ");
}
