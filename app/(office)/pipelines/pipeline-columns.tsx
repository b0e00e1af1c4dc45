import Link from "next/link";
import { formatCount, formatPlural, NOT_APPLICABLE_TEXT, UNKNOWN_TEXT } from "@/app/_components/format";
import { FigureCell } from "@/app/_components/tables/cells";
import type { Column } from "@/app/_components/tables/data-table";
import { Chip } from "@/app/_components/ui/chip";
import { RelativeTime } from "@/app/_components/ui/time";
import { usdListText, usdRangeText } from "@/app/_components/usd-range";
import type { PipelineRow } from "@/lib/contract/pipeline-fields";
import { BudgetLeft, budgetWords } from "./budget-left";
import { FirstLoss } from "./first-loss";
import { HealthLabel } from "./health-label";
import { PATTERN_WORDS } from "./part-words";

export function hrefOfPipeline({ id }: Pick<PipelineRow, "id">): string {
  return `/pipelines/${id}`;
}

/** Less of the failure tax is not worth a line. */
const CENT = 0.01;
/** Why a month's sum is missing. */
const NO_COST = "Not worked out yet, or you do not see all of it.";

/** The columns of the pipelines. */
export const pipelineColumns: Column<PipelineRow>[] = [
  {
    key: "state",
    header: "State",
    width: 112,
    cell: ({ health }) => (
      <>
        <HealthLabel state={health.state} />
        {health.since ? (
          <span className="block pl-5 text-xs text-ink-3">
            <RelativeTime at={health.since} isPlain />
          </span>
        ) : null}
      </>
    ),
  },
  { key: "pipeline", header: "Pipeline", cell: (row) => <PipelineCell row={row} /> },
  {
    key: "classes",
    header: "Open failures",
    width: 100,
    isNumber: true,
    from: "xl",
    cell: ({ openClassCount }) => (
      <span className={openClassCount === 0 ? "text-ink-3" : undefined}>{formatCount(openClassCount)}</span>
    ),
  },
  {
    key: "deadLetters",
    header: "Dead letters",
    width: 124,
    isNumber: true,
    cell: (row) => <DeadLetters row={row} />,
  },
  { key: "budget", header: "Budget left", width: 148, from: "lg", cell: ({ slo }) => <BudgetLeft slo={slo} /> },
  {
    key: "cost",
    header: "Month to date",
    width: 128,
    isNumber: true,
    from: "lg",
    cell: ({ cost }) => <MonthToDate cost={cost} />,
  },
  { key: "owner", header: "Owner, tier", width: 120, from: "xl", cell: (row) => <OwnerCell row={row} /> },
];

function PipelineCell({ row }: { row: PipelineRow }) {
  return (
    <span className="block min-w-0">
      <span className="flex min-w-0 items-center gap-1.5">
        <Link
          href={hrefOfPipeline(row)}
          title={row.name}
          className="weight-emphasis min-w-0 truncate rounded-xs hover:underline focus-visible:outline-offset-[-1px]"
        >
          {row.name}
        </Link>
        {row.patterns.slice(0, 2).map((pattern) => (
          <Chip key={pattern} className="max-xl:hidden">
            {PATTERN_WORDS[pattern]}
          </Chip>
        ))}
        {row.hiddenPartCount > 0 ? <Chip tone="unknown">part of it</Chip> : null}
      </span>
      <span title={row.health.reason} className="mt-[3px] block truncate text-xs text-ink-2">
        {row.health.reason}
      </span>
    </span>
  );
}

function DeadLetters({ row: { deadLetterCount, sharedDeadLetterCount, firstLossAt } }: { row: PipelineRow }) {
  const loss = firstLossAt ? <FirstLoss at={firstLossAt} /> : undefined;
  if (sharedDeadLetterCount !== null && (sharedDeadLetterCount > 0 || deadLetterCount === null))
    return (
      <span className="block" title="In dead-letter queues that several pipelines share, whoever they are from.">
        <FigureCell
          value={sharedWords(deadLetterCount, sharedDeadLetterCount)}
          detail={loss ?? (deadLetterCount ? "loss time unknown" : "in a shared queue")}
        />
      </span>
    );
  if (deadLetterCount === null)
    return (
      <span title="No dead-letter queue of it was read, which is not 0." className="text-unknown">
        {UNKNOWN_TEXT}
        <span className="sr-only"> not read</span>
      </span>
    );
  if (deadLetterCount === 0) return <span className="text-ink-3">0</span>;
  return <FigureCell value={formatCount(deadLetterCount)} detail={loss ?? "loss time unknown"} />;
}

/** "19 + 17 shared"; of one without a queue of its own, what the shared ones hold. */
function sharedWords(own: number | null, shared: number): string {
  return own
    ? `${formatCount(own)} + ${formatCount(shared)} shared`
    : `${formatCount(shared)}${shared > 0 ? " shared" : ""}`;
}

function MonthToDate({ cost }: { cost: PipelineRow["cost"] }) {
  if (!cost?.monthToDate)
    return (
      <span title={NO_COST} className="text-unknown">
        {UNKNOWN_TEXT}
        <span className="sr-only"> not known</span>
      </span>
    );
  return (
    <FigureCell
      value={
        <span title={costTitle(cost)} className="block truncate">
          {usdListText(cost.monthToDate)}
        </span>
      }
      detail={cost.failureTax && cost.failureTax.high >= CENT ? `tax ${usdListText(cost.failureTax)}` : undefined}
    />
  );
}

function costTitle({ monthToDate, failureTax }: NonNullable<PipelineRow["cost"]>): string {
  const tax = failureTax ? `, of which failures ${usdRangeText(failureTax)}` : "";
  return `${usdRangeText(monthToDate)} at list price${tax}`;
}

function OwnerCell({ row: { owner, team, tier } }: { row: PipelineRow }) {
  return (
    <>
      <span className="block truncate">{owner ?? team ?? <span className="text-ink-3">nobody yet</span>}</span>
      <span className="block truncate text-xs text-ink-3">{tier ? `tier ${tier}` : NOT_APPLICABLE_TEXT}</span>
    </>
  );
}

function phoneFigure({ deadLetterCount, sharedDeadLetterCount, slo }: PipelineRow): string {
  if (deadLetterCount) return formatPlural(deadLetterCount, "dead letter");
  return sharedDeadLetterCount ? `${formatCount(sharedDeadLetterCount)} in shared queues` : budgetWords(slo);
}

/** The same on a phone: state and since, the name, and why. */
export function PipelinePhoneRow({ row }: { row: PipelineRow }) {
  return (
    <>
      <span className="flex items-center justify-between gap-3">
        <HealthLabel state={row.health.state} />
        <span className="text-xs text-ink-2">{phoneFigure(row)}</span>
      </span>
      <span className="weight-emphasis block truncate">{row.name}</span>
      <span className="block truncate text-xs text-ink-2">{row.health.reason}</span>
    </>
  );
}
