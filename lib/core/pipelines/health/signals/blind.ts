import { FEATURE_OF_KIND } from "../../../inventory/feature-kinds";
import { RESOURCE_KINDS, type ResourceKind } from "../../../inventory/resource";
import type { PartFacts, PlaceSight, SignalJudge } from "../facts";
import { agoSeconds, clock } from "../words";
import { LEAST_STALE_SECONDS, STALE_FIGURES_SECONDS } from "./stale";

/** What the inventory reads every five minutes may be this old. */
export const STALE_INVENTORY_SECONDS = 1800;
const REFUSED = new Set(["denied", "off", "absent", "unknown"]);

/** Whether the part can be seen at all: its account, its Region, its kind, itself. */
export const blind: SignalJudge = (facts, now) => {
  const why = reason(facts, now);
  return why === undefined ? undefined : { state: "blind", sentence: `Cannot see ${facts.part.name}: ${why}.` };
};

function reason(facts: PartFacts, now: Date): string | undefined {
  const { place, isThere } = facts;
  if (!place) return "its account is not connected any more";
  if (place.whyNotRead !== null) return place.whyNotRead;
  return (
    placeBlind(place, now) ?? (isThere ? kindBlind(facts, place, now) : "it was not found when it was looked for last")
  );
}

/** One look that failed is a hiccup: the place is blind once nothing was seen for longer than that. */
function placeBlind(place: PlaceSight, now: Date): string | undefined {
  const { status, seenAt, blindSince, blindReason, accountName } = place;
  if (status === "unknown") return `${accountName} was never read here`;
  if (status === "ok" || (seenAt && agoSeconds(seenAt, now) <= LEAST_STALE_SECONDS)) return undefined;
  const since = blindSince ? ` since ${clock(blindSince, now)}` : "";
  return `${accountName} cannot be read${since}${blindReason ? `, ${bare(blindReason)}` : ""}`;
}

function kindBlind(facts: PartFacts, place: PlaceSight, now: Date): string | undefined {
  const { kind } = facts.part;
  if (!isResourceKind(kind)) return undefined;
  const feature = place.features.get(FEATURE_OF_KIND[kind]);
  if (!feature) return "its kind was never read here";
  if (REFUSED.has(feature.state)) return bare(feature.reason ?? "its kind cannot be read here");
  // Queues are looked at one by one: their own samples say more than the listing.
  if (kind !== "queue" && feature.state === "failed" && isOld(feature.okAt, now))
    return bare(feature.reason ?? "reading its kind has failed");
  if (kind !== "queue" && feature.okAt && agoSeconds(feature.okAt, now) > STALE_FIGURES_SECONDS)
    return `its kind was last read at ${clock(feature.okAt, now)}`;
  return queueBlind(facts) ?? figuresBlind(facts, place);
}

function queueBlind({ queue, part }: PartFacts): string | undefined {
  if (part.kind !== "queue") return undefined;
  if (!queue) return "it was never read";
  if (!queue.isSelected) return "it is not among the queues that are looked at";
  if (queue.visible === null || queue.sampledAt === null) return "its counters were never read";
  return undefined;
}

/** What these lose or fail at nobody but CloudWatch tells. */
const TOLD_BY_FIGURES: ReadonlySet<string> = new Set(["topic", "schedule", "pipe", "state-machine"]);

/** An empty queue needs no figures; what waits has an age and a flow that only CloudWatch tells, and so has all else. */
function figuresBlind({ part, queue, rule, function: fn }: PartFacts, place: PlaceSight): string | undefined {
  const needsFigures = queue
    ? (queue.visible ?? 0) > 0 && !queue.isDeadLetterQueue
    : Boolean(fn ?? (rule && !rule.isOfService)) || TOLD_BY_FIGURES.has(part.kind);
  if (!needsFigures) return undefined;
  const metrics = place.features.get("metrics");
  if (metrics && REFUSED.has(metrics.state))
    return `CloudWatch is refused, ${bare(metrics.reason ?? "nobody says why")}`;
  const watched = fn ?? (rule?.isEnabled ? rule : null);
  return watched && watched.askedAt === null ? "its figures were never read" : undefined;
}

function isOld(okAt: Date | null, now: Date): boolean {
  return okAt === null || agoSeconds(okAt, now) > STALE_INVENTORY_SECONDS;
}

function isResourceKind(kind: string): kind is ResourceKind {
  return RESOURCE_KINDS.some((known) => known === kind);
}

function bare(text: string): string {
  return text.replace(/\.$/, "");
}
