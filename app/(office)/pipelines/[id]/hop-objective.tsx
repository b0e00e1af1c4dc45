import { formatCount, formatPercent } from "@/app/_components/format";
import { Formula } from "@/app/_components/formula";
import { Chip } from "@/app/_components/ui/chip";
import { Fuse } from "@/app/_components/ui/fuse";
import { Icon } from "@/app/_components/ui/icons";
import { StatusIcon } from "@/app/_components/ui/status-icon";
import { Moment } from "@/app/_components/ui/time";
import type { HopSlo } from "@/lib/contract/slo";
import { shareWords } from "@/lib/core/pipelines/slo/share-words";

const KINDS: Readonly<Record<HopSlo["kind"], string>> = {
  delivered: "taken without a dead letter",
  age: "fresh enough",
};

type Budget = NonNullable<HopSlo["budget"]>;

/** One hop in a row: its value against its objective, its budget and pace, how sure that is; it opens the reasons and the formula. */
export function HopObjective({ hop }: { hop: HopSlo }) {
  if (!hop.isMeasurable) return <NotMeasurable hop={hop} />;
  const { name, kind, confidence, confidenceWhy, budget } = hop;
  return (
    <li className="border-b last:border-b-0">
      <details className="group">
        <summary className="grid min-h-[46px] cursor-pointer list-none grid-cols-[14px_minmax(0,1fr)_124px] items-center gap-x-3 px-4 py-1 -outline-offset-2 hover:bg-hover sm:grid-cols-[14px_minmax(0,1fr)_132px_140px_100px] [&::-webkit-details-marker]:hidden">
          <Icon name="chevronRight" className="text-ink-3 group-open:rotate-90" />
          <span className="min-w-0">
            <span className="weight-emphasis block truncate" title={name}>
              {name}
            </span>
            <span className="block truncate text-xs text-ink-2">{KINDS[kind]}</span>
          </span>
          <HopValue hop={hop} />
          <span className="max-sm:hidden">
            {budget ? <BudgetBar budget={budget} /> : <span className="text-unknown">no budget yet</span>}
          </span>
          <span className="text-right max-sm:hidden">
            <Chip tone={confidence === "weak" ? "unknown" : "plain"}>{confidence} evidence</Chip>
          </span>
        </summary>
        <div className="grid gap-1 px-4 pb-2.5 text-xs text-ink-2 sm:pl-[42px]">
          {budget ? (
            <span className="sm:hidden">
              <BudgetBar budget={budget} />
            </span>
          ) : null}
          <Counts hop={hop} />
          <p>
            Evidence is {confidence}: {confidenceWhy}
          </p>
          {budget ? <Covered budget={budget} /> : null}
          <Formula formula={hop.formula} of={`${name}, ${KINDS[kind]}`} />
        </div>
      </details>
    </li>
  );
}

function NotMeasurable({ hop }: { hop: HopSlo }) {
  return (
    <li className="border-b px-4 py-2.5 last:border-b-0">
      <p className="flex flex-wrap items-center gap-x-2">
        <StatusIcon status="unknown" />
        <span className="weight-emphasis min-w-0 wrap-anywhere">{hop.name}</span>
        <span className="text-xs text-ink-2">{KINDS[hop.kind]}</span>
        <span className="weight-emphasis text-unknown">not measurable</span>
      </p>
      <p className="mt-0.5 pl-[22px] text-xs text-ink-2">{hop.reason}</p>
      <Formula formula={hop.formula} of={`${hop.name}, ${KINDS[hop.kind]}`} className="pl-[22px]" />
    </li>
  );
}

function HopValue({ hop: { value, objective, badCount } }: { hop: HopSlo }) {
  const isMet = value !== null && value >= objective;
  return (
    <span className="min-w-0">
      <span className={isMet ? "block" : value === null ? "block text-unknown" : "block text-warn"}>
        <span className="weight-emphasis">{value === null ? "?" : `~${shareWords(value)}`}</span>{" "}
        <span className="text-xs text-ink-3">of {shareWords(objective)}</span>
      </span>
      {badCount === null ? null : <span className="block text-xs text-ink-3">{formatCount(badCount)} bad</span>}
    </span>
  );
}

function Counts({ hop: { goodCount, badCount, ownCount } }: { hop: HopSlo }) {
  if (goodCount === null || badCount === null) return null;
  const own = ownCount ? `, ${formatCount(ownCount)} of our own left out` : "";
  return <p>{`${formatCount(badCount)} bad, ${formatCount(goodCount)} good${own}.`}</p>;
}

/** What is left, and under it the pace where it is one to act on. */
function BudgetBar({ budget: { left, burn } }: { budget: Budget }) {
  const tone = left === null ? "unknown" : left < 0 ? "danger" : left < 0.25 ? "warn" : "ok";
  return (
    <span className="block">
      <span className={left === null ? "text-unknown" : left < 0 ? "text-danger" : undefined}>
        {left === null ? "unknown" : left < 0 ? "overspent" : `${formatPercent(left)} left`}
      </span>
      {burn === "none" ? null : <span className="text-xs text-warn">{` ${burn} burn`}</span>}
      <Fuse share={left === null ? undefined : Math.max(0, left)} tone={tone} />
    </span>
  );
}

/** How much of its window was measured, and how fast the budget goes: at 1 × it lasts exactly for its window. */
function Covered({ budget: { coveredShare, windowDays, burn, burnFast, burnSlow, exhaustedAt } }: { budget: Budget }) {
  return (
    <p>
      {`${formatPercent(coveredShare)} of ${windowDays} days measured; `}
      <span className={burn === "none" ? undefined : "text-warn"}>
        burns {times(burnFast)} in the last hour, {times(burnSlow)} in six
        {exhaustedAt ? (
          <>
            , gone by <Moment at={exhaustedAt} isPlain /> at that pace
          </>
        ) : null}
        .
      </span>
    </p>
  );
}

function times(pace: number | null): string {
  return pace === null ? "? ×" : `${pace.toLocaleString("en-GB", { maximumFractionDigits: 1 })} ×`;
}
