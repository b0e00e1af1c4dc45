import Link from "next/link";
import { formatCount, formatPlural } from "@/app/_components/format";
import type { Column } from "@/app/_components/tables/data-table";
import { Chip } from "@/app/_components/ui/chip";
import { usdListText } from "@/app/_components/usd-range";
import type { ReviewPipeline } from "@/lib/contract/review-fields";
import { HealthLabel } from "../../pipelines/health-label";
import { budgetWords } from "../fact-words";
import { pipelineAddress } from "../review-address";

/** The columns of a week's pipelines. */
export function pipelineColumns(reviewId: string): Column<ReviewPipeline>[] {
  return [
    { key: "position", header: "#", width: 48, isNumber: true, cell: ({ position }) => position },
    { key: "name", header: "Pipeline", width: 220, cell: (one) => <NameCell pipeline={one} reviewId={reviewId} /> },
    { key: "talk", header: "Talk about", cell: (one) => <TalkWords pipeline={one} /> },
    { key: "health", header: "At its end", width: 116, cell: ({ health }) => <HealthLabel state={health.state} /> },
    { key: "budget", header: "Budget left", width: 100, isNumber: true, cell: (one) => <BudgetCell pipeline={one} /> },
    {
      key: "failures",
      header: "Failures",
      width: 120,
      isNumber: true,
      from: "lg",
      cell: ({ classes }) => `${classes.newCount} new, ${classes.openCount} open`,
    },
    { key: "pages", header: "Pages", width: 64, isNumber: true, cell: ({ pages }) => formatCount(pages.count) },
    {
      key: "tax",
      header: "Failure tax",
      width: 110,
      isNumber: true,
      from: "xl",
      cell: ({ failureTax }) => (
        <span className={failureTax ? undefined : "text-unknown"}>{usdListText(failureTax)}</span>
      ),
    },
  ];
}

function NameCell({ pipeline, reviewId }: { pipeline: ReviewPipeline; reviewId: string }) {
  const { id, name, isGone } = pipeline;
  return (
    <>
      <span className="flex min-w-0 items-center gap-2">
        <Link
          href={pipelineAddress(reviewId, id)}
          title={name}
          className="weight-emphasis truncate rounded-xs hover:underline focus-visible:outline-offset-[-1px]"
        >
          {name}
        </Link>
        {isGone ? <Chip>deleted</Chip> : null}
      </span>
      <span className="block truncate text-xs text-ink-3">{whoseWords(pipeline)}</span>
    </>
  );
}

/** Who answers for it, of which team, and how much hangs on it. */
export function whoseWords({ owner, team, tier }: Pick<ReviewPipeline, "owner" | "team" | "tier">): string {
  const parts = [owner ?? "nobody answers for it", team === owner ? null : team, tier && `tier ${tier}`];
  return parts.filter(Boolean).join(" · ");
}

function TalkWords({ pipeline: { whyTalk } }: { pipeline: ReviewPipeline }) {
  if (whyTalk.length === 0) return <span className="text-ink-3">nothing</span>;
  const words = whyTalk.join("; ");
  return (
    <span title={words} className="line-clamp-2">
      {words}
    </span>
  );
}

function BudgetCell({ pipeline: { slo } }: { pipeline: ReviewPipeline }) {
  if (slo.budgetLeft === null)
    return (
      <span title={slo.sentence} className="text-ink-3">
        not measured
      </span>
    );
  return (
    <>
      <div className={slo.budgetLeft < 0 ? "weight-emphasis text-danger" : undefined}>
        {budgetWords(slo.budgetLeft)}
      </div>
      {slo.burn && slo.burn !== "none" ? <div className="text-xs text-warn">burns {slo.burn}</div> : null}
    </>
  );
}

/** The same on a phone: name and state, then why to talk of it. */
export function PipelinePhoneRow({ pipeline }: { pipeline: ReviewPipeline }) {
  const { name, health, whyTalk, pages, position } = pipeline;
  return (
    <>
      <span className="flex items-center gap-3">
        <span className="weight-emphasis min-w-0 truncate">
          {position}. {name}
        </span>
        <HealthLabel state={health.state} className="ml-auto flex-none" />
      </span>
      <span className="line-clamp-2 text-xs text-ink-2">
        {whyTalk.length > 0 ? whyTalk.join("; ") : `nothing needs talking about · ${formatPlural(pages.count, "page")}`}
      </span>
    </>
  );
}
