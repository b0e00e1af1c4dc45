import { Formula } from "@/app/_components/formula";
import { PanelHeader } from "@/app/_components/ui/panel";
import { usdRangeText } from "@/app/_components/usd-range";
import type { PipelineCost } from "@/lib/contract/costs";
import { TAX_WORDS } from "./tax-words";

/** What failing cost, by what it makes AWS bill; each item opens its formula. */
export function TaxItems({ items }: { items: PipelineCost["failureTax"] }) {
  return (
    <>
      <PanelHeader title="Failure tax" hint="what failing cost; a part of the month to date" className="border-t" />
      {items.length === 0 ? (
        <p className="px-4 py-3 text-ink-2">Nothing of it can be worked out from what was measured.</p>
      ) : null}
      <ul>
        {items.map(({ item, usd, note, formula }) => (
          <li key={item} className="border-b px-4 py-1.5 last:border-b-0">
            <Formula formula={formula} of={TAX_WORDS[item]} className="[&>summary]:flex">
              <span className="flex min-w-0 flex-1 items-center justify-between gap-4">
                <span className="min-w-0">{TAX_WORDS[item]}</span>
                <span className={usd ? "weight-emphasis whitespace-nowrap" : "text-unknown"}>
                  {usdRangeText(usd)}
                  {usd ? null : <span className="sr-only"> unknown</span>}
                </span>
              </span>
            </Formula>
            {note ? <p className="max-w-[92ch] pb-0.5 text-xs wrap-anywhere text-ink-2">{note}</p> : null}
          </li>
        ))}
      </ul>
    </>
  );
}
