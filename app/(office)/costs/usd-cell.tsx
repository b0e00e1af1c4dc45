import type { ReactNode } from "react";
import { NOT_APPLICABLE_TEXT, UNKNOWN_TEXT } from "@/app/_components/format";
import { usdCellText } from "@/app/_components/usd-range";
import { type Figure, FigureBreakdown } from "./figure-breakdown";
import { OpenFigure } from "./open-figure";

type Range = { readonly low: number; readonly high: number };
type Props = {
  usd: Range | null;
  pipelineId: string | null;
  name: string;
  month: string;
  figure: Exclude<Figure, "bill">;
  /** What opens, where it is not worked out from a pipeline's own lines. */
  content?: ReactNode;
};

const FIGURE_WORDS = {
  monthToDate: "the month to date",
  forecast: "the forecast",
  perMillion: "the price of a million messages",
  failureTax: "the failure tax",
} as const;

/** A figure of one row: it opens what it is worked out from; unknown is a question mark and a word. */
export function UsdCell({ usd, pipelineId, name, month, figure, content }: Props) {
  const isApplicable = figure !== "perMillion" || pipelineId !== null || content !== undefined;
  if (!usd)
    return (
      <span className="text-unknown">
        {isApplicable ? UNKNOWN_TEXT : NOT_APPLICABLE_TEXT}
        <span className="sr-only">{isApplicable ? " unknown" : " does not apply"}</span>
      </span>
    );
  const of = `${FIGURE_WORDS[figure]} of ${name}`;
  const own = pipelineId ? <FigureBreakdown {...{ pipelineId, month, figure }} /> : <AddedWords />;
  return (
    <OpenFigure of={of} content={content ?? own}>
      {usdCellText(usd)}
    </OpenFigure>
  );
}

function AddedWords() {
  return (
    <p className="text-ink-2">
      Resources that several pipelines share, added. They are in the sum of none; each stands, with its formula, on the
      page of every pipeline that it belongs to.
    </p>
  );
}
