import type { ReactNode } from "react";
import type { z } from "zod";
import type { formulaSchema } from "@/lib/contract/pipeline-fields";
import { cn } from "./cn";
import { UNKNOWN_TEXT } from "./format";
import { Icon } from "./ui/icons";

export type FormulaOf = z.infer<typeof formulaSchema>;

type Props = {
  formula: FormulaOf;
  /** What it works out, for those who hear it: "the delivered share of orders". */
  of: string;
  /** The figure itself, as the handle that opens it; without it the handle says what opens. */
  children?: ReactNode;
  className?: string;
};

const numbers = new Intl.NumberFormat("en-GB", { maximumSignificantDigits: 6 });

/** A figure that opens the formula behind it: what is reckoned, with which numbers, and where each of them is from. */
export function Formula({ formula, of, children, className }: Props) {
  return (
    <details className={cn("group/formula min-w-0", className)}>
      <summary className="inline-flex min-h-6 max-w-full cursor-pointer list-none items-center gap-1 rounded-xs text-left max-sm:min-h-11 [&::-webkit-details-marker]:hidden">
        {children ?? <span className="text-xs text-ink-2">How it is worked out</span>}
        <span className="sr-only">: the formula of {of}</span>
        <Icon name="chevronRight" className="text-ink-3 group-open/formula:rotate-90" />
      </summary>
      <FormulaBody formula={formula} />
    </details>
  );
}

/** The formula and its inputs, open. */
export function FormulaBody({ formula: { text, inputs } }: { formula: FormulaOf }) {
  return (
    <div className="mt-1 rounded-sm bg-sunken px-3 py-2 text-left text-xs font-normal whitespace-normal">
      <p className="machine wrap-anywhere">{text}</p>
      {inputs.length > 0 ? (
        <dl className="mt-1.5 grid">
          {inputs.map(({ name, value, unit, source }) => (
            <div
              key={`${name} ${source}`}
              className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-3 border-t py-1 first:border-t-0"
            >
              <dt className="min-w-0 wrap-anywhere text-ink">{name}</dt>
              <dd className={cn("weight-emphasis text-right", value === null ? "text-unknown" : "text-ink")}>
                {value === null ? UNKNOWN_TEXT : numbers.format(value)} {unit}
              </dd>
              <dd className="col-span-2 min-w-0 wrap-anywhere text-ink-2">{source}</dd>
            </div>
          ))}
        </dl>
      ) : null}
    </div>
  );
}
