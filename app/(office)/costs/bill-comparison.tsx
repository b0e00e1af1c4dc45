import { Formula } from "@/app/_components/formula";
import { PanelHeader } from "@/app/_components/ui/panel";
import { ratioText, usdText } from "@/app/_components/usd-range";
import type { PipelineCost } from "@/lib/contract/costs";
import { billFormula } from "./cost-formulas";

/** What AWS billed for the same, by service, beside the model; nothing where no bill was imported. */
export function BillComparison({ cost: { bill, sum } }: { cost: PipelineCost }) {
  if (!bill) return null;
  return (
    <>
      <PanelHeader title="Bill" hint={`${bill.name}, ${bill.matchedBy}`} className="border-t" />
      <dl className="grid px-4 py-2">
        {bill.services.map(({ service, usd }) => (
          <div key={service} className="flex justify-between gap-4 border-b py-1.5">
            <dt className="min-w-0 wrap-anywhere">{service}</dt>
            <dd>{usdText(usd)}</dd>
          </div>
        ))}
        <div className="weight-emphasis flex justify-between gap-4 py-1.5">
          <dt>Billed</dt>
          <dd>{usdText(sum.billUsd)}</dd>
        </div>
      </dl>
      <div className="border-t px-4 py-1.5">
        <Formula
          formula={billFormula(sum.monthToDate, sum.billUsd)}
          of="model divided by bill"
          className="[&>summary]:flex"
        >
          <span className="flex flex-1 justify-between gap-4">
            <span>Model ÷ bill</span>
            <span className="weight-emphasis">{ratioText(sum.modelToBill)}</span>
          </span>
        </Formula>
      </div>
    </>
  );
}
