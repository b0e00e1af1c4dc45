import { formatPlural } from "@/app/_components/format";
import { Panel } from "@/app/_components/ui/panel";
import { StatusIcon } from "@/app/_components/ui/status-icon";
import { TextLink } from "@/app/_components/ui/text-link";
import { RelativeTime } from "@/app/_components/ui/time";
import { EmptyState } from "@/app/_components/ui/view-states";
import type { PipelineDetail } from "@/lib/contract/pipelines";
import { HEALTH_STATUS, HEALTH_WORD } from "../health-label";

/** What speaks for the state, worst first, each with its part and its page. */
export function EvidencePanel({ pipeline: { evidence, health } }: { pipeline: PipelineDetail }) {
  return (
    <Panel
      title="Why"
      hint={evidence.length > 0 ? `${formatPlural(evidence.length, "finding")}, worst first` : undefined}
      isFlush
      actions={
        health.judgedAt ? (
          <span>
            judged <RelativeTime at={health.judgedAt} suffix=" ago" />
          </span>
        ) : undefined
      }
    >
      {evidence.length === 0 ? <NothingFound health={health} /> : <EvidenceItems evidence={evidence} />}
    </Panel>
  );
}

function NothingFound({ health }: Pick<PipelineDetail, "health">) {
  if (health.state === "healthy") return <EmptyState title="Nothing speaks against it." evidence={health.reason} />;
  return (
    <EmptyState
      title={
        !health.judgedAt
          ? "Not judged yet."
          : health.isOfPart
            ? "Nothing of it can be told to you."
            : "Nothing speaks for it any more."
      }
      evidence={health.reason}
    />
  );
}

function EvidenceItems({ evidence }: Pick<PipelineDetail, "evidence">) {
  return (
    <ol>
      {evidence.map(({ arn, partName, state, signal, sentence, at, href }) => (
        <li
          key={`${arn} ${signal}`}
          className={`grid grid-cols-[18px_minmax(0,1fr)_auto] gap-x-2 border-b px-4 py-2 last:border-b-0 ${state === "blind" ? "hatch bg-unknown-soft" : ""}`}
        >
          <StatusIcon status={HEALTH_STATUS[state]} className="mt-[3px]" />
          <div className="min-w-0">
            <span className="sr-only">{HEALTH_WORD[state]}: </span>
            {sentence}{" "}
            {href ? (
              <TextLink href={href} className="wrap-anywhere">
                {partName}
              </TextLink>
            ) : (
              <span className="text-ink-2 wrap-anywhere">{partName}</span>
            )}
          </div>
          <RelativeTime at={at} suffix=" ago" isPlain className="text-xs text-ink-3" />
        </li>
      ))}
    </ol>
  );
}
