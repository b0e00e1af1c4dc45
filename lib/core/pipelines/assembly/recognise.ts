import type { AssembledPipeline } from "../pipeline";
import type { MatchedRule } from "./match-rules";

/** A pipeline as it was known last. */
export interface KnownPipeline {
  readonly id: string;
  readonly anchorArn: string;
  readonly isGone: boolean;
  /** Of the last time, without what it shared. Of one that is gone: none. */
  readonly partArns: readonly string[];
}

export interface Recognised {
  /** Each assembled pipeline with the id of the one that it is; null for a new one. */
  readonly found: readonly { readonly id: string | null; readonly pipeline: AssembledPipeline }[];
  /** What has no successor, and which pipeline has taken it in, if one has. */
  readonly gone: readonly { readonly id: string; readonly intoId: string | null }[];
}

/**
 * Which known pipeline each assembled one is: by the rules that belong to it, else by its entry, else by most of its parts, of
 * which at least half must still be there. Nobody is two of them; of several that could be, the elder is. What was gone comes
 * back by its entry only. An entry that is still there stays the entry.
 */
export function recognise(
  assembled: readonly AssembledPipeline[],
  known: readonly KnownPipeline[],
  rules: readonly MatchedRule[],
): Recognised {
  const own = assembled.map(ownArns);
  const indexOf = new Map(own.flatMap((arns, index) => [...arns].map((arn) => [arn, index] as const)));
  const claims = new Claims();
  const elders = [...known].sort((a, b) => (a.id < b.id ? -1 : 1));
  for (const one of elders) claims.make(one.id, byRules(one, rules, indexOf));
  const exact = new Map(assembled.map(({ anchorArn }, index) => [anchorArn, index]));
  const inTurn = [...elders.filter(({ isGone }) => !isGone), ...elders.filter(({ isGone }) => isGone)];
  for (const { id, anchorArn } of inTurn) claims.make(id, exact.get(anchorArn));
  for (const { id, anchorArn } of inTurn) claims.make(id, indexOf.get(anchorArn));
  for (const { id, index } of byParts(elders, indexOf)) claims.make(id, index);
  const anchors = new Map(known.map(({ id, anchorArn }) => [id, anchorArn]));
  return {
    found: assembled.map((pipeline, index) => {
      const id = claims.ofIndex(index);
      const anchorArn = anchors.get(id ?? "");
      const keeps = anchorArn !== undefined && own[index]?.has(anchorArn);
      return { id: id ?? null, pipeline: keeps ? { ...pipeline, anchorArn } : pipeline };
    }),
    gone: known
      .filter(({ id }) => !claims.has(id))
      .map(({ id, anchorArn }) => ({ id, intoId: claims.ofIndex(indexOf.get(anchorArn) ?? -1) ?? null })),
  };
}

function ownArns({ parts }: AssembledPipeline): Set<string> {
  return new Set(parts.flatMap(({ arn, role }) => (role === "shared" ? [] : [arn])));
}

class Claims {
  readonly #byIndex = new Map<number, string>();
  readonly #ids = new Set<string>();

  /** Does nothing where either is taken already. */
  make(id: string, index: number | undefined): void {
    if (index === undefined || this.#ids.has(id) || this.#byIndex.has(index)) return;
    this.#byIndex.set(index, id);
    this.#ids.add(id);
  }
  ofIndex(index: number): string | undefined {
    return this.#byIndex.get(index);
  }
  has(id: string): boolean {
    return this.#ids.has(id);
  }
}

/** Where its cuts begin, else where what it joins is; its own entry first, where it is among that. */
function byRules(
  { id, anchorArn }: KnownPipeline,
  rules: readonly MatchedRule[],
  indexOf: ReadonlyMap<string, number>,
): number | undefined {
  const mine = rules.filter(({ pipelineId }) => pipelineId === id);
  const arnsOf = (kind: MatchedRule["kind"]) => mine.flatMap((rule) => (rule.kind === kind ? rule.arns : []));
  const cuts = arnsOf("cut");
  const places = (cuts.length > 0 ? cuts : arnsOf("join")).flatMap((arn) => indexOf.get(arn) ?? []);
  const anchored = indexOf.get(anchorArn);
  if (anchored !== undefined && places.includes(anchored)) return anchored;
  return places.length > 0 ? Math.min(...places) : undefined;
}

/** Living ones with what holds at least half of their parts, the surest first. */
function byParts(known: readonly KnownPipeline[], indexOf: ReadonlyMap<string, number>) {
  return known
    .flatMap(({ id, partArns }) => {
      const counts = new Map<number, number>();
      for (const arn of partArns) {
        const index = indexOf.get(arn);
        if (index !== undefined) counts.set(index, (counts.get(index) ?? 0) + 1);
      }
      return [...counts].flatMap(([index, count]) => (count * 2 >= partArns.length ? [{ id, index, count }] : []));
    })
    .sort((a, b) => b.count - a.count || (a.id < b.id ? -1 : a.id > b.id ? 1 : a.index - b.index));
}
