import { cn } from "@/app/_components/cn";
import { formatPercent } from "@/app/_components/format";
import { Fuse } from "@/app/_components/ui/fuse";
import type { Tone } from "@/app/_components/ui/status";
import type { PipelineRow } from "@/lib/contract/pipeline-fields";

type Slo = PipelineRow["slo"];

const TONES: Readonly<Record<NonNullable<Slo>["state"], Tone>> = {
  met: "ok",
  "at-risk": "warn",
  breached: "danger",
  "not-measurable": "unknown",
};

/** "62 % left", "overspent", "not measurable". */
export function budgetWords(slo: Slo): string {
  if (!slo) return "not worked out";
  if (slo.state === "not-measurable" || slo.budgetLeft === null) return "not measurable";
  return slo.budgetLeft < 0 ? "overspent" : `${formatPercent(slo.budgetLeft)} left`;
}

/** What is left of the error budget: words and a small bar; hatched where nobody can measure it. */
export function BudgetLeft({ slo }: { slo: Slo }) {
  const words = budgetWords(slo);
  const left = slo?.state === "not-measurable" ? null : (slo?.budgetLeft ?? null);
  const tone = slo && left !== null ? TONES[slo.state] : "unknown";
  return (
    <span className="block min-w-0" title={slo?.sentence}>
      <span className={cn("block truncate", left === null ? "text-unknown" : left < 0 && "text-danger")}>{words}</span>
      {slo && slo.burn !== "none" ? (
        <span className="block truncate text-xs leading-4 text-warn">{`${slo.burn} burn`}</span>
      ) : null}
      <Fuse share={left === null ? undefined : Math.max(0, left)} tone={tone} />
    </span>
  );
}
