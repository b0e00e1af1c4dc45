import { formatCount, formatMoney } from "@/app/_components/format";
import { type Column, DataTable } from "@/app/_components/tables/data-table";
import { Panel } from "@/app/_components/ui/panel";
import { EmptyState } from "@/app/_components/ui/view-states";
import type { OutputOf } from "@/lib/contract";

type Answer = OutputOf<"listPollers">;
type Usage = Answer["usage"][number];

/** What our own calls to AWS cost a month at the present rate. An estimate, and said so. */
export function OwnCost({ usage, costUsdPerMonth, pricedFrom }: Answer) {
  const rows = usage.toSorted((a, b) => b.usdPerMonth - a.usdPerMonth);
  return (
    <Panel
      title="What we cost"
      hint={
        costUsdPerMonth === null
          ? "nothing was called yet"
          : `estimate: ${formatMoney(costUsdPerMonth, { isEstimate: true })} a month at the rate of the last hour or two`
      }
      isFlush
    >
      <DataTable
        caption="Our own calls to AWS, the most expensive first"
        columns={columns}
        rows={rows}
        keyOf={({ action, purpose }) => `${action} ${purpose}`}
        phoneRow={(row) => <PhoneRow row={row} />}
        empty={<EmptyState title="No call was counted yet." evidence="Counts are written once a minute." />}
      />
      <p className="border-t px-4 py-2 text-xs text-ink-2">
        Prices: {pricedFrom}. First tier, without free allowances; FIFO requests cost a quarter more, other Regions
        differ.
      </p>
    </Panel>
  );
}

const columns: Column<Usage>[] = [
  { key: "action", header: "Action", cell: ({ action }) => <code className="machine">{action}</code> },
  { key: "purpose", header: "For", width: 130, cell: ({ purpose }) => purpose },
  { key: "calls", header: "Calls", width: 110, isNumber: true, from: "lg", cell: ({ calls }) => formatCount(calls) },
  {
    key: "units",
    header: "Billed units",
    width: 120,
    isNumber: true,
    from: "lg",
    cell: ({ units }) => formatCount(units),
  },
  {
    key: "cost",
    header: "Estimate a month",
    width: 150,
    isNumber: true,
    cell: ({ usdPerMonth }) => costText(usdPerMonth),
  },
];

function costText(usdPerMonth: number): string {
  return usdPerMonth === 0 ? "$0.00" : formatMoney(usdPerMonth, { isEstimate: true });
}

function PhoneRow({ row }: { row: Usage }) {
  return (
    <>
      <span className="flex items-baseline justify-between gap-2">
        <code className="machine">{row.action}</code>
        <span className="weight-emphasis">{costText(row.usdPerMonth)}</span>
      </span>
      <span className="block text-xs text-ink-2">
        {row.purpose} · {formatCount(row.calls)} calls
      </span>
    </>
  );
}
