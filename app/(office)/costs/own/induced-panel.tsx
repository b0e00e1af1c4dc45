import { Formula } from "@/app/_components/formula";
import { Panel } from "@/app/_components/ui/panel";
import { usdRangeText } from "@/app/_components/usd-range";
import type { OwnCost } from "@/lib/contract/costs";

/** What our asking makes AWS bill elsewhere, in sentences; each estimate opens its formula. */
export function InducedPanel({ induced }: Pick<OwnCost, "induced">) {
  return (
    <Panel title="What our asking induces" hint="on your bill, but not for our calls; estimates" isFlush>
      {induced.length === 0 ? <p className="px-4 py-3 text-ink-2">Nothing of the kind is known.</p> : null}
      <ul>
        {induced.map(({ item, usdPerMonth, sentence, formula }) => (
          <li key={item} className="border-b px-4 py-2 last:border-b-0">
            <p className="max-w-[72ch]">{sentence}</p>
            <Formula formula={formula} of={item}>
              <span className="text-xs text-ink-2">
                {usdPerMonth ? (
                  <>
                    about <span className="weight-emphasis text-ink">{usdRangeText(usdPerMonth)}</span> a month
                  </>
                ) : (
                  "how much is not known"
                )}
              </span>
            </Formula>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
