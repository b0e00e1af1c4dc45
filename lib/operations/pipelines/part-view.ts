import type { PipelineEdgeView, PipelinePartView } from "@/lib/contract/pipeline-fields";
import type { Scope } from "@/lib/core/access/scope";
import type { Edge } from "@/lib/core/inventory/edges";
import { outsideNote } from "@/lib/core/pipelines/assembly/outside";
import { tiesOf } from "@/lib/core/pipelines/assembly/ties";
import { edgeFigures, edgeHealth } from "@/lib/core/pipelines/edge-figures";
import type { HealthState } from "@/lib/core/pipelines/health";
import { partNote } from "@/lib/core/pipelines/part-note";
import type { Sql } from "@/lib/db/connect";
import { type PartRate, readRates } from "@/lib/db/pipeline-parts";
import { type EvidenceRow, type NamedPipeline, type PartRow, pipelinesOfArns } from "@/lib/db/pipelines";
import { hrefOf } from "../inventory/list-changes";
import { loadPartResources, type PartResource } from "./load-part-resources";

/** What is known of a part beside its row. */
interface Around {
  readonly resources: ReadonlyMap<string, PartResource>;
  readonly rates: ReadonlyMap<string, PartRate>;
  readonly named: ReadonlyMap<string, readonly NamedPipeline[]>;
  readonly states: ReadonlyMap<string, HealthState>;
  readonly judged: ReadonlySet<string>;
}
export interface ShownParts {
  readonly parts: readonly (PipelinePartView & { readonly pipelineIds: readonly string[] })[];
  readonly edges: readonly PipelineEdgeView[];
}

/**
 * These parts, each once, and the ties among them. What lies in no account is told only where a part that is shown leads there or
 * comes from it. `judged` are the pipelines whose health somebody has worked out: in the others everything is blind.
 */
export async function showParts(
  db: Sql,
  scope: Scope,
  found: readonly PartRow[],
  evidence: readonly EvidenceRow[],
  judged: ReadonlySet<string>,
): Promise<ShownParts> {
  const around = await lookAround(db, scope, found, evidence, judged);
  const ties = [...around.resources.values()].flatMap(tiesOf);
  const tied = new Set(ties.flatMap(({ from, to }) => [from, to]));
  const byArn = new Map<string, PartRow[]>();
  for (const part of found)
    if (part.accountId !== "" || tied.has(part.arn)) byArn.set(part.arn, [...(byArn.get(part.arn) ?? []), part]);
  const parts = [...byArn.values()].flatMap((rows) => showPart(around, rows));
  const health = new Map(parts.map((part) => [part.arn, part.health]));
  const shown = ties.filter(({ from, to }) => health.has(from) && health.has(to));
  return { parts, edges: edgesOf(around, shown, byArn, health) };
}

async function lookAround(
  db: Sql,
  scope: Scope,
  found: readonly PartRow[],
  evidence: readonly EvidenceRow[],
  judged: ReadonlySet<string>,
): Promise<Around> {
  const arns = [...new Set(found.flatMap(({ arn, accountId }) => (accountId === "" ? [] : [arn])))];
  const states = new Map<string, HealthState>();
  for (const { arn, state } of evidence) if (!states.has(arn)) states.set(arn, state);
  return {
    resources: await loadPartResources(db, arns),
    rates: await readRates(db, arns),
    named: await pipelinesOfArns(db, scope, arns),
    states,
    judged,
  };
}

/** What a part is in the first of the pipelines that it is shown for. */
function showPart(around: Around, rows: readonly PartRow[]): ShownParts["parts"][number][] {
  const [part] = rows;
  if (!part) return [];
  const { arn, name, kind, role, depth, accountName, region } = part;
  const resource = around.resources.get(arn);
  const rate = around.rates.get(arn);
  const pipelineIds = rows.map(({ pipelineId }) => pipelineId);
  const isRead = kind !== "outside" && kind !== "stream";
  return [
    {
      ...{ arn, name, kind, role, depth, accountName, region },
      href: resource ? hrefOf(resource) : null,
      health: healthOf(around, part, pipelineIds),
      note: resource ? partNote(resource) : isRead ? null : outsideNote(arn),
      ratePerMinute: role === "dead-letter" ? (rate?.failedPerMinute ?? null) : (rate?.ratePerMinute ?? null),
      failedPerMinute: rate?.failedPerMinute ?? null,
      waiting: resource?.waiting ?? null,
      sharedWith: (around.named.get(arn) ?? []).filter(({ id }) => id !== part.pipelineId),
      pipelineIds,
    },
  ];
}

/** Nothing speaks of what nobody reads, which is not the same as well. */
function healthOf({ states, judged }: Around, { arn, kind }: PartRow, pipelineIds: readonly string[]): HealthState {
  if (kind === "outside" || kind === "stream") return "blind";
  return states.get(arn) ?? (pipelineIds.some((id) => judged.has(id)) ? "healthy" : "blind");
}

/** What is told of an edge must be its own: the queue, bus or rule at its ends may have several, of which one fails and another works. */
function edgesOf(
  around: Around,
  ties: readonly Edge[],
  parts: ReadonlyMap<string, readonly PartRow[]>,
  health: ReadonlyMap<string, HealthState>,
): PipelineEdgeView[] {
  const isShared = (arn: string) =>
    (around.named.get(arn)?.length ?? 0) > 1 || (parts.get(arn)?.some(({ role }) => role === "shared") ?? false);
  const figuresOf = edgeFigures(ties, around.rates, isShared);
  return ties.map((tie) => {
    const { from, to, kind, part } = tie;
    const figures = figuresOf(tie);
    return {
      ...{ from, to, kind, label: parts.has(from) ? labelOf(kind, part, to) : null },
      ratePerMinute: figures.ratePerMinute,
      failedPerMinute: figures.failedPerMinute,
      health: edgeHealth(tie, figures, health),
    };
  });
}

function labelOf(kind: Edge["kind"], part: string | null, to: string): string | null {
  if (kind === "dead-letters") return "gives up";
  return part === "enrichment" ? part : part !== null && part !== to ? part : null;
}
