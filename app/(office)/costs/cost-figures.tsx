import { cn } from "@/app/_components/cn";
import { NOT_APPLICABLE_TEXT, UNKNOWN_TEXT } from "@/app/_components/format";
import { FormulaBody, type FormulaOf } from "@/app/_components/formula";
import { ratioText, usdRangeText } from "@/app/_components/usd-range";
import type { PipelineCost } from "@/lib/contract/costs";
import { billFormula, forecastFormula, perMillionFormula } from "./cost-formulas";
import { OpenFigure } from "./open-figure";

/** The sums of one pipeline; each opens its formula, and what is unknown says why. */
export function CostFigures({ cost: { sum, lines, failureTax } }: { cost: PipelineCost }) {
  const range = usdRangeText;
  return (
    <dl className="grid grid-cols-2 overflow-hidden border-b lg:grid-cols-5">
      <Cell
        label="Month to date"
        text={range(sum.monthToDate)}
        detail={sum.monthToDate ? "the lines below, added" : "nothing was measured"}
        formula={{ text: "the lines below, added, without those that are shared", inputs: lineInputs(lines) }}
      />
      <Cell
        label="Forecast of the month"
        text={range(sum.forecast)}
        detail={sum.forecastBasis}
        formula={forecastFormula(sum)}
      />
      <Cell
        label="Per million messages"
        text={range(sum.perMillion)}
        detail={sum.messageCount === null ? "nobody counted what came in" : `${whole(sum.messageCount)} came in`}
        formula={perMillionFormula(sum)}
      />
      <Cell
        label="Failure tax"
        text={range(sum.failureTax)}
        detail={sum.failureTax ? "a part of the month to date" : "not known"}
        formula={{ text: "its items, added; each stands below", inputs: taxInputs(failureTax) }}
      />
      <Cell
        label="Model ÷ bill"
        text={ratioText(sum.modelToBill)}
        detail={sum.billUsd === null ? "no bill was imported for it" : `bill ${range(alike(sum.billUsd))}`}
        formula={billFormula(sum.monthToDate, sum.billUsd)}
      />
    </dl>
  );
}

type CellProps = { label: string; text: string; detail: string; formula: FormulaOf };

function Cell({ label, text, detail, formula }: CellProps) {
  const isKnown = text !== UNKNOWN_TEXT && text !== NOT_APPLICABLE_TEXT;
  return (
    <div className="cell-lines min-w-0 px-4 pt-[11px] pb-3 last:odd:max-lg:col-span-2">
      <dt className="truncate text-xs text-ink-3">{label}</dt>
      <dd className={cn("figure-tight mt-0.5 text-lg font-semibold", !isKnown && "text-unknown")}>
        {isKnown ? (
          <OpenFigure of={label.toLowerCase()} content={<FormulaBody formula={formula} />} className="text-left">
            {text}
          </OpenFigure>
        ) : (
          <>
            {text}
            <span className="sr-only"> not known</span>
          </>
        )}
      </dd>
      <dd className="text-xs wrap-anywhere text-ink-2">{detail}</dd>
    </div>
  );
}

function lineInputs(lines: PipelineCost["lines"]): FormulaOf["inputs"] {
  return lines
    .filter(({ isShared, usd }) => !isShared && usd !== null)
    .flatMap(({ item, name, usd }) => ends(`${item}, ${name}`, usd, "its line below"));
}

function taxInputs(items: PipelineCost["failureTax"]): FormulaOf["inputs"] {
  return items.flatMap(({ item, usd }) => ends(item.replace("-", " "), usd, "its line below"));
}

function ends(name: string, usd: { low: number; high: number } | null, source: string): FormulaOf["inputs"] {
  if (!usd) return [{ name, value: null, unit: "USD", source }];
  if (usd.low === usd.high) return [{ name, value: usd.low, unit: "USD", source }];
  return [
    { name: `${name}, low end`, value: usd.low, unit: "USD", source },
    { name: `${name}, high end`, value: usd.high, unit: "USD", source },
  ];
}

function alike(usd: number) {
  return { low: usd, high: usd };
}

function whole(count: number): string {
  return count.toLocaleString("en-GB", { maximumFractionDigits: 0 });
}
