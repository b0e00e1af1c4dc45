import { formatCount } from "@/app/_components/format";
import { withScope } from "@/app/_components/shell/scope-address";
import type { Fact } from "@/app/_components/ui/fact-strip";
import type { OutputOf } from "@/lib/contract";
import { SEVERITIES } from "@/lib/core/coverage/rule";
import { SEVERITY_MEANINGS, severityTone } from "./severity";

type Scope = Parameters<typeof withScope>[1];

/** "87.3 %": never rounded up to 100 while something is open. */
export function scoreText(score: number | null): string {
  return score === null ? "?" : `${Number.isInteger(score) ? score : score.toFixed(1)} %`;
}

/** The figures on top; each opens the list behind it. */
export function coverageFacts(coverage: OutputOf<"getCoverage">, scope: Scope): Fact[] {
  const { overall, suppressedCount } = coverage;
  const to = (query: string) => withScope(`/coverage${query}`, scope);
  return [
    {
      key: "score",
      label: "Covered",
      value: scoreText(overall.score),
      detail: `${formatCount(overall.coveredCount)} of ${formatCount(overall.checkedCount)} checks`,
      tone: overall.score === null ? "unknown" : "ink",
      grow: 1.25,
    },
    ...SEVERITIES.map((severity) => {
      const count = overall.counts[severity];
      return {
        key: severity,
        label: severity.charAt(0).toUpperCase() + severity.slice(1),
        value: formatCount(count),
        detail: SEVERITY_MEANINGS[severity],
        tone: count > 0 ? severityTone[severity] : ("ink-3" as const),
        href: to(`?severity=${severity}`),
      };
    }),
    {
      key: "accepted",
      label: "Accepted",
      value: formatCount(suppressedCount),
      detail: "until a day, with a reason",
      tone: suppressedCount > 0 ? "ink" : "ink-3",
      href: to("?show=accepted"),
    },
  ];
}
