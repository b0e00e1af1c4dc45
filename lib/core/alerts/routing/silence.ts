import { globMatches } from "../../selection/glob";
import { type Match, matches } from "../../selection/selection";
import type { PlacedReason } from "../known";
import type { Condition } from "../reason";

/** Nobody is told of what all of its parts match, from `from` until before `until`. */
export interface Silence {
  readonly id: string;
  readonly kind: "silence" | "maintenance";
  readonly about: {
    readonly match?: Match | undefined;
    readonly conditions?: readonly Condition[] | undefined;
    readonly owner?: string | undefined;
    readonly pipelineId?: string | undefined;
    readonly classId?: string | undefined;
    readonly accountId?: string | undefined;
  };
  /** Whoever may act in one account silences nothing of another; null: in all. */
  readonly accountId: string | null;
  readonly reason: string;
  readonly from: Date;
  readonly until: Date;
  readonly endedAt: Date | null;
  readonly createdBy: string;
}

/** The silence that holds for this reason now; of several the one that lasts longest. */
export function silenceOf(reason: PlacedReason, silences: readonly Silence[], at: Date): Silence | undefined {
  return silences
    .filter((silence) => isActive(silence, at) && isSilenced(reason, silence))
    .sort((a, b) => b.until.getTime() - a.until.getTime())[0];
}

export function isActive({ from, until, endedAt }: Silence, at: Date): boolean {
  return from <= at && at < until && (endedAt === null || at < endedAt);
}

/** Whether the silence is about this reason; a part that is not given is about all. */
export function isSilenced(reason: PlacedReason, { about, accountId }: Omit<Silence, "from" | "until">): boolean {
  const { place, condition, classId } = reason;
  const id = place.account?.id ?? null;
  return (
    (accountId === null || accountId === id) &&
    (about.accountId === undefined || about.accountId === id) &&
    (about.conditions === undefined || about.conditions.includes(condition)) &&
    (about.owner === undefined || (place.owner !== null && globMatches(about.owner, place.owner))) &&
    (about.pipelineId === undefined || isOfPipeline(reason, about.pipelineId)) &&
    (about.classId === undefined || about.classId === classId) &&
    (about.match === undefined || isAtPlace(reason, about.match))
  );
}

export function silenceWords({ kind, reason, until, createdBy }: Silence): string {
  const what = kind === "maintenance" ? "Maintenance" : "Silenced";
  return `${what} until ${until.toISOString().slice(0, 16).replace("T", " ")} UTC by ${createdBy}: ${reason}`;
}

function isOfPipeline({ subject, place }: PlacedReason, pipelineId: string): boolean {
  return (
    (subject.kind === "pipeline" && subject.id === pipelineId) || place.pipelines.some(({ id }) => id === pipelineId)
  );
}

function isAtPlace({ place }: PlacedReason, match: Match): boolean {
  const { account, region, name, tags } = place;
  if (account === null) return false;
  return matches(match, { awsAccountId: account.awsAccountId, accountName: account.name, region, name, tags });
}
