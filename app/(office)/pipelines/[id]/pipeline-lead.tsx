import { Chip } from "@/app/_components/ui/chip";
import { LeadDot } from "@/app/_components/ui/page-header";
import { RelativeTime } from "@/app/_components/ui/time";
import type { PipelineDetail } from "@/lib/contract/pipelines";
import { HealthLabel } from "../health-label";
import { PATTERN_WORDS } from "../part-words";

/** Under the title: the state and since when, why in a sentence, who answers, and the patterns. */
export function PipelineLead({ pipeline: { health, owner, team, tier, patterns } }: { pipeline: PipelineDetail }) {
  return (
    <>
      <HealthLabel state={health.state} />
      {health.since ? (
        <span>
          for <RelativeTime at={health.since} />
        </span>
      ) : null}
      <LeadDot />
      <span className="min-w-0">{health.reason}</span>
      <span className="flex flex-wrap items-center gap-1.5">
        {tier ? <Chip>tier {tier}</Chip> : null}
        {owner || team ? <Chip>{owner ?? team}</Chip> : <Chip tone="unknown">nobody answers for it</Chip>}
        {patterns.map((pattern) => (
          <Chip key={pattern}>{PATTERN_WORDS[pattern]}</Chip>
        ))}
      </span>
    </>
  );
}
