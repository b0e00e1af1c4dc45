import { UNKNOWN_TEXT } from "@/app/_components/format";
import { type Fact, FactStrip } from "@/app/_components/ui/fact-strip";
import { usdRangeText, usdText } from "@/app/_components/usd-range";
import type { OwnCost } from "@/lib/contract/costs";

/** Own cost in four figures, each with where it is from. */
export function OwnFacts({ own, isPresent }: { own: OwnCost; isPresent: boolean }) {
  const { hosting, induced, ceiling } = own;
  const facts: Fact[] = [
    {
      key: "month",
      label: "Month to date",
      value: usdText(own.monthToDateUsd),
      detail: own.monthToDateUsd === null ? "no call was counted" : "our calls to AWS",
      tone: own.monthToDateUsd === null ? "unknown" : "ink",
    },
    {
      key: "pace",
      label: "Pace",
      value: own.usdPerMonth === null ? UNKNOWN_TEXT : `${usdText(own.usdPerMonth)} a month`,
      detail: paceDetail(own.usdPerMonth, isPresent),
      tone: own.usdPerMonth === null ? "unknown" : "ink",
    },
    {
      key: "induced",
      label: "Induced elsewhere",
      value: inducedText(induced),
      detail: "an estimate, a month",
      tone: inducedText(induced) === UNKNOWN_TEXT ? "unknown" : "ink",
    },
    {
      key: "hosting",
      label: "Hosting",
      value: hosting.usdPerMonth === null ? "not entered" : `${usdText(hosting.usdPerMonth)} a month`,
      detail: hosting.usdPerMonth === null ? "only you know it" : "as you entered it",
      tone: hosting.usdPerMonth === null ? "unknown" : "ink",
    },
    {
      key: "ceiling",
      label: "Ceiling",
      value: ceiling.usdPerMonth === null ? "none" : `${usdText(ceiling.usdPerMonth)} a month`,
      detail: ceiling.slowdown > 1 ? `asking ${slower(ceiling.slowdown)} as often` : "asking at its own pace",
      tone: ceiling.slowdown > 1 ? "warn" : "ink",
    },
  ];
  return <FactStrip label="Own cost in figures" facts={facts} />;
}

function paceDetail(usdPerMonth: number | null, isPresent: boolean): string {
  if (usdPerMonth !== null) return "as in the last day";
  return isPresent ? "not measured yet: it takes an hour" : "only of the present month";
}

/** "a quarter"; otherwise as a share. */
function slower(slowdown: number): string {
  if (slowdown === 2) return "half";
  if (slowdown === 4) return "a quarter";
  return `${Math.round(100 / slowdown)} %`;
}

/** The parts that are known, added; unknown where none is. */
function inducedText(induced: OwnCost["induced"]): string {
  const known = induced.flatMap(({ usdPerMonth }) => (usdPerMonth ? [usdPerMonth] : []));
  if (known.length === 0) return UNKNOWN_TEXT;
  const low = known.reduce((sum, one) => sum + one.low, 0);
  const high = known.reduce((sum, one) => sum + one.high, 0);
  return `${known.length < induced.length ? "≥ " : ""}${usdRangeText({ low, high })}`;
}
