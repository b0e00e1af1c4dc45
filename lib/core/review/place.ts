import type { ReviewFact } from "./fact";

/** A fact as it was counted, before anybody knows whose it is. */
export interface RawFact extends Omit<ReviewFact, "pipelineId" | "owner" | "team"> {
  /** Of the dead-letter queue in which it ended, where that is another than `arn`. */
  readonly queueArn: string | null;
  readonly accountName: string | null;
  /** Said by somebody: it goes before who owns the resource. */
  readonly owner?: string | null;
  readonly team?: string | null;
  /** Where something else than its ARNs tells. */
  readonly pipelineIds?: readonly string[];
}

export interface PartOfPipeline {
  readonly pipelineId: string;
  readonly arn: string;
  readonly isShared: boolean;
}
export interface OwnedArn {
  readonly arn: string;
  readonly owner: string | null;
  readonly team: string | null;
}
export interface Places {
  readonly parts: readonly PartOfPipeline[];
  readonly owners: readonly OwnedArn[];
}

/** What a fact carries for those who may see it, beside what it says of itself; not shown. */
export const HIDDEN_DETAILS = ["alsoPipelines", "queueArn", "accountName"] as const;
/** Kinds that are money of one resource: of what several pipelines share it is nobody's. */
const OF_ONE_PIPELINE: readonly string[] = ["cost", "failure-tax"];
/** Kinds that speak of the resource itself and not of what failed there. */
const OF_THE_RESOURCE: readonly string[] = ["finding-opened", "finding-closed"];

/**
 * Facts with their owner and pipeline, in an order that is always the same. A failure in a queue that several pipelines share is
 * that of the pipeline in which it happened, where that is known. What belongs to several is one fact of the first, and names the
 * others: the sum over everything counts it once.
 */
export function placed(facts: readonly RawFact[], places: Places): ReviewFact[] {
  const parts = Map.groupBy(places.parts, ({ arn }) => arn);
  const owners = new Map(places.owners.map((one) => [one.arn, one]));
  return facts.map((fact) => place(fact, parts, owners)).sort(inOneOrder);
}

type Parts = ReadonlyMap<string, readonly PartOfPipeline[]>;

function place(fact: RawFact, parts: Parts, owners: ReadonlyMap<string, OwnedArn>): ReviewFact {
  const { queueArn, accountName, pipelineIds, owner, team, ...rest } = fact;
  const [pipelineId, ...others] = [...new Set(pipelineIds ?? pipelinesOf(fact, parts))].sort();
  const found = [fact.arn, queueArn].flatMap((arn) => (arn && owners.get(arn)) || []).find((one) => one.owner !== null);
  return {
    ...rest,
    pipelineId: pipelineId ?? null,
    owner: owner ?? found?.owner ?? null,
    team: team ?? (owner ? teamOf(owner, owners) : (found?.team ?? null)),
    detail: {
      ...rest.detail,
      ...(others.length > 0 && { alsoPipelines: others.join(" ") }),
      ...(queueArn !== null && { queueArn }),
      ...(accountName !== null && { accountName }),
    },
  };
}

function pipelinesOf({ kind, arn, queueArn }: RawFact, parts: Parts): string[] {
  const at = (arn && parts.get(arn)) || [];
  if (OF_ONE_PIPELINE.includes(kind)) {
    const [only, ...others] = at;
    return only && others.length === 0 && !only.isShared ? [only.pipelineId] : [];
  }
  if (OF_THE_RESOURCE.includes(kind)) return idsOf(at.filter(({ isShared }) => !isShared));
  const ends = ((queueArn && parts.get(queueArn)) || []).filter(({ isShared }) => !isShared || at.length === 0);
  return idsOf([...at, ...ends]);
}

function idsOf(parts: readonly PartOfPipeline[]): string[] {
  return parts.map(({ pipelineId }) => pipelineId);
}

/** The team that others of the same owner name; null where they differ or nobody names one. */
function teamOf(owner: string, owners: ReadonlyMap<string, OwnedArn>): string | null {
  const teams = new Set<string>();
  for (const one of owners.values()) if (one.owner === owner && one.team !== null) teams.add(one.team);
  const [team, ...others] = teams;
  return team !== undefined && others.length === 0 ? team : null;
}

function inOneOrder(a: ReviewFact, b: ReviewFact): number {
  return (
    compare(a.kind, b.kind) ||
    compare(a.at ?? "", b.at ?? "") ||
    compare(a.accountId, b.accountId) ||
    compare(a.arn ?? "", b.arn ?? "") ||
    compare(a.classId ?? "", b.classId ?? "") ||
    compare(a.subjectId ?? "", b.subjectId ?? "") ||
    compare(a.label, b.label)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
