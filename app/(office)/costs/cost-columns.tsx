import { cn } from "@/app/_components/cn";
import { NOT_APPLICABLE_TEXT } from "@/app/_components/format";
import { FormulaBody, type FormulaOf } from "@/app/_components/formula";
import type { Column } from "@/app/_components/tables/data-table";
import { Chip } from "@/app/_components/ui/chip";
import { TextLink } from "@/app/_components/ui/text-link";
import { ratioText, usdText } from "@/app/_components/usd-range";
import type { CostRow } from "@/lib/contract/costs";
import {
  billFormula,
  billSumFormula,
  forecastFormula,
  modelToBill,
  perMillionFormula,
  type Sum,
} from "./cost-formulas";
import { FigureBreakdown } from "./figure-breakdown";
import { OpenFigure } from "./open-figure";
import { RangeBar } from "./range-bar";
import { UsdCell } from "./usd-cell";

export function hrefOfCost({ pipelineId }: Pick<CostRow, "pipelineId">): string | undefined {
  return pipelineId ? `/pipelines/${pipelineId}` : undefined;
}

export interface Shown {
  readonly month: string;
  /** The dearest high end of all rows: the scale of the bars. */
  readonly most: number;
  readonly hasBill: boolean;
  /** The last row, which is all others together. */
  readonly sumRow: CostRow;
  readonly sum: Sum;
}

/** The columns of the pipelines' cost; those of a bill only where one was imported. */
export function costColumns(shown: Shown): Column<CostRow>[] {
  const bill: Column<CostRow> = {
    key: "bill",
    header: "Bill",
    width: 168,
    isNumber: true,
    cell: (row) => <BillCell row={row} shown={shown} />,
  };
  const figure = (key: FigureKey, header: string, width: number, from?: "lg" | "xl"): Column<CostRow> => ({
    ...{ key, header, width, isNumber: true },
    ...(from ? { from } : {}),
    cell: (row) => <Figure row={row} shown={shown} figure={key} />,
  });
  return [
    { key: "pipeline", header: "Pipeline", cell: (row) => <NameCell row={row} isSum={row === shown.sumRow} /> },
    {
      key: "monthToDate",
      header: "Month to date",
      width: 184,
      isNumber: true,
      cell: (row) => <MonthCell row={row} shown={shown} />,
    },
    figure("forecast", "Forecast", 156, "lg"),
    figure("perMillion", "Per million", 150, "xl"),
    figure("failureTax", "Failure tax", 150),
    ...(shown.hasBill ? [bill] : []),
  ];
}

type FigureKey = "monthToDate" | "forecast" | "perMillion" | "failureTax";
type CellProps = { row: CostRow; shown: Shown };

function Figure({ row, shown: { month, sumRow, sum }, figure }: CellProps & { figure: FigureKey }) {
  const cell = { usd: row[figure], pipelineId: row.pipelineId, name: row.name, month, figure };
  if (row !== sumRow) return <UsdCell {...cell} />;
  return (
    <span className="weight-emphasis">
      <UsdCell {...cell} content={<FormulaBody formula={SUM_FORMULAS[figure](sum)} />} />
    </span>
  );
}

const ADDED = { text: "all rows, added; low ends and high ends each by themselves", inputs: [] };
const SUM_FORMULAS: Readonly<Record<FigureKey, (sum: Sum) => FormulaOf>> = {
  monthToDate: () => ADDED,
  forecast: forecastFormula,
  perMillion: perMillionFormula,
  failureTax: () => ADDED,
};

function MonthCell({ row, shown }: CellProps) {
  return (
    <span className="grid justify-items-end gap-1">
      <span className="weight-emphasis">
        <Figure row={row} shown={shown} figure="monthToDate" />
      </span>
      {row === shown.sumRow ? null : (
        <span className="block w-full">
          <RangeBar usd={row.monthToDate} most={shown.most} />
        </span>
      )}
    </span>
  );
}

function NameCell({ row, isSum }: { row: CostRow; isSum: boolean }) {
  const { name, owner, note, isOfPart } = row;
  const href = hrefOfCost(row);
  const under = [owner, note].filter((text) => text !== null).join(" · ");
  return (
    <div className="min-w-0">
      <span className="flex min-w-0 items-center gap-2">
        {href ? (
          <TextLink href={href} className="min-w-0 truncate" title={name}>
            {name}
          </TextLink>
        ) : (
          <span className={cn("min-w-0 truncate", isSum && "weight-emphasis")}>{name}</span>
        )}
        {isOfPart ? <Chip>the part you see</Chip> : null}
      </span>
      {under ? (
        <span className="block truncate text-xs text-ink-3" title={under}>
          {under}
        </span>
      ) : null}
    </div>
  );
}

/** What AWS billed for it, and how the model compares. */
function BillCell({ row, shown: { month, sumRow, sum } }: CellProps) {
  const { pipelineId, name, monthToDate, billUsd } = row;
  if (billUsd === null)
    return (
      <span className="text-ink-3">
        {NOT_APPLICABLE_TEXT}
        <span className="sr-only"> not on the bill</span>
      </span>
    );
  const ratio = row === sumRow ? sum.modelToBill : modelToBill(monthToDate, billUsd);
  const content = pipelineId ? (
    <FigureBreakdown {...{ pipelineId, month }} figure="bill" />
  ) : (
    <FormulaBody formula={row === sumRow ? billSumFormula(sum) : billFormula(monthToDate, billUsd)} />
  );
  return (
    <>
      <OpenFigure of={`model and bill of ${name}`} content={content}>
        {usdText(billUsd)}
      </OpenFigure>
      <span className="block text-xs text-ink-3">model ÷ bill {ratioText(ratio)}</span>
    </>
  );
}

/** The same on a phone: name and month to date, then the forecast and the failure tax. */
export function CostPhoneRow({ row, shown }: CellProps) {
  const isSum = row === shown.sumRow;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-1">
      <span className="flex min-w-0 items-start justify-between gap-3">
        <NameCell row={row} isSum={isSum} />
        <span className="weight-emphasis flex-none">
          <Figure row={row} shown={shown} figure="monthToDate" />
        </span>
      </span>
      {isSum ? null : <RangeBar usd={row.monthToDate} most={shown.most} />}
      <span className="flex flex-wrap items-center justify-between gap-x-3 text-xs text-ink-2">
        <span>
          forecast <Figure row={row} shown={shown} figure="forecast" />
        </span>
        <span>
          failure tax <Figure row={row} shown={shown} figure="failureTax" />
        </span>
      </span>
    </div>
  );
}
