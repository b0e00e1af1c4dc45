import { formatCount, formatPlural } from "@/app/_components/format";
import type { HealthState } from "@/lib/core/pipelines/health";

type Counts = Readonly<Partial<Record<HealthState, number>>>;

const SAYS: readonly (readonly [HealthState, string, string])[] = [
  ["failing", "fails", "fail"],
  ["stalled", "stalls", "stall"],
  ["degraded", "is degraded", "are degraded"],
  ["blind", "cannot be seen", "cannot be seen"],
];

/** "2 of 41 pipelines fail, 1 stalls, 3 cannot be seen." What cannot be seen is never counted among the healthy. */
export function pipelinesHeadline(counts: Counts, { isNarrowed }: { isNarrowed: boolean }): string {
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  if (total === 0) return isNarrowed ? "No pipeline matches." : "No pipeline is known yet.";
  const [first, ...others] = troubleIn(counts);
  if (!first) return `${allOf(total, isNarrowed)} ${total === 1 ? "is" : "are"} healthy.`;
  if (first.count === total) return `${allOf(total, isNarrowed)} ${first.verb}.`;
  const rest = others.map(({ count, verb }) => `, ${formatCount(count)} ${verb}`).join("");
  const matching = isNarrowed ? " that match" : "";
  return `${formatCount(first.count)} of ${formatPlural(total, "pipeline")}${matching} ${first.verb}${rest}.`;
}

function troubleIn(counts: Counts) {
  return SAYS.flatMap(([state, one, many]) => {
    const count = counts[state] ?? 0;
    return count > 0 ? [{ count, verb: count === 1 ? one : many }] : [];
  });
}

function allOf(total: number, isNarrowed: boolean): string {
  if (total === 1) return `The one pipeline${isNarrowed ? " that matches" : ""}`;
  return `All ${formatCount(total)} pipelines${isNarrowed ? " that match" : ""}`;
}
