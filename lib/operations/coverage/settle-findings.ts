import type { FoundHole } from "@/lib/core/coverage/judge";
import type { Graph } from "@/lib/core/inventory/graph";
import { kindOfArn } from "@/lib/core/inventory/kind-of-arn";
import { RESOURCE_KINDS, type ResourceKind } from "@/lib/core/inventory/resource";
import type { OpenFinding } from "@/lib/db/coverage-judgement";
import type { Look } from "./look";

/** What is said about these depends on others that lead to them: senders, consumers, alarms. */
const DEPENDS_ON_OTHERS: ReadonlySet<ResourceKind> = new Set(["queue", "topic", "function", "bus"]);

/** Holes at places that were read. What was last known of a place that is blind now is no news. */
export function holesToSave(graph: Graph, look: Look): readonly FoundHole[] {
  return look.holes.filter(({ resource }) => graph.isRead(resource));
}

/**
 * The open findings that are mended: the resource is gone or left out, or the rule looked again and found nothing. A
 * finding whose place, or whose surroundings, nobody can read now stays as it was, and so does that of a rule that broke.
 */
export function mendedFindings(graph: Graph, look: Look, open: readonly OpenFinding[]): OpenFinding[] {
  const holes = new Set(look.holes.map((hole) => keyOf(hole.rule, hole.resource.arn, hole.part)));
  return open.filter((finding) => {
    if (finding.isLeft || !look.isKnown(finding.rule)) return true;
    if (holes.has(keyOf(finding.rule, finding.arn, finding.part))) return false;
    if (!graph.isRead(finding) || !look.didRun(finding.rule)) return false;
    if (!graph.find(finding.arn) || look.didLookAt(finding.rule, finding.arn)) return true;
    return areSurroundingsRead(graph, finding);
  });
}

function keyOf(rule: string, arn: string, part: string): string {
  return JSON.stringify([rule, arn, part]);
}

/** Only then is a rule silent because it has nothing to say, not because it could not look. */
function areSurroundingsRead(graph: Graph, finding: OpenFinding): boolean {
  const needed = DEPENDS_ON_OTHERS.has(finding.kind) ? RESOURCE_KINDS : [finding.kind];
  const isRead = (kind: ResourceKind) =>
    kind === finding.kind ? graph.isRead(finding) : graph.isAllRead({ ...finding, kind }, finding.arn);
  if (!needed.every(isRead)) return false;
  const others = [
    ...graph.edgesFrom(finding.arn).map(({ to }) => to),
    ...graph.edgesTo(finding.arn).map(({ from }) => from),
  ];
  return others.every((arn) => {
    const kind = kindOfArn(arn);
    return kind === null || graph.lookUp(kind, arn) !== "unknown";
  });
}
