import type { PipelinePart } from "../pipeline";
import { type Arrivals, NO_ARRIVALS } from "./facts";

/** New failures of one origin. `queueArn` is where they lie; null where nothing was kept. */
export interface ArrivalsFrom extends Arrivals {
  readonly queueArn: string | null;
  readonly anchorArn: string;
  readonly record: "messages" | "executions" | "count-only";
}
export interface PartArrivals {
  readonly messages: Arrivals;
  readonly executions: Arrivals;
  readonly lost: Arrivals;
}
type Part = Pick<PipelinePart, "arn" | "role">;
const NONE: PartArrivals = { messages: NO_ARRIVALS, executions: NO_ARRIVALS, lost: NO_ARRIVALS };

/**
 * Which new failures are those of each part of a pipeline, by its ARN; parts without any are absent. In a dead-letter queue
 * that several pipelines share those count that began at a part of this one, or of which nobody knows where they began.
 */
export function arrivalsOf(parts: readonly Part[], arrivals: readonly ArrivalsFrom[]): Map<string, PartArrivals> {
  const roles = new Map(parts.map(({ arn, role }) => [arn, role]));
  const found = new Map<string, PartArrivals>();
  for (const one of arrivals) {
    const arn = partOf(one, roles);
    if (arn === undefined) continue;
    const known = found.get(arn) ?? NONE;
    const key = KEYS[one.record];
    found.set(arn, { ...known, [key]: added(known[key], one) });
  }
  return found;
}

const KEYS = { messages: "messages", executions: "executions", "count-only": "lost" } as const;

function partOf({ queueArn, anchorArn, record }: ArrivalsFrom, roles: ReadonlyMap<string, Part["role"]>) {
  if (record !== "messages" || queueArn === null) return roles.has(anchorArn) ? anchorArn : undefined;
  const roleOfQueue = roles.get(queueArn);
  const roleOfAnchor = roles.get(anchorArn);
  const isOurs = roleOfAnchor !== undefined && roleOfAnchor !== "shared";
  if (roleOfQueue === "shared") return isOurs || anchorArn === queueArn ? queueArn : undefined;
  if (roleOfQueue !== undefined) return queueArn;
  return isOurs ? anchorArn : undefined;
}

function added(one: Arrivals, other: Arrivals): Arrivals {
  return {
    quarterHour: one.quarterHour + other.quarterHour,
    recentHalfHour: one.recentHalfHour + other.recentHalfHour,
    earlierHalfHour: one.earlierHalfHour + other.earlierHalfHour,
  };
}
