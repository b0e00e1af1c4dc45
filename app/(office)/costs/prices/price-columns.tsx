import { formatCount, NOT_APPLICABLE_TEXT } from "@/app/_components/format";
import type { Column } from "@/app/_components/tables/data-table";
import { Button } from "@/app/_components/ui/button";
import { Chip } from "@/app/_components/ui/chip";
import type { Price } from "@/lib/contract/costs";
import { regionText, tiersText } from "./price-words";

/** What may be done with a price of the table. */
export type PriceActs = {
  isLocked: boolean;
  /** Whether a person put exactly this one, so that it can be removed. */
  isOwn: (price: Price) => boolean;
  onRemove: (price: Price) => void;
  onPut: (price: Price) => void;
};

/** The columns of the price table. */
export function priceColumns(acts: PriceActs): Column<Price>[] {
  return [
    { key: "price", header: "Price", cell: (price) => <NameCell price={price} /> },
    { key: "region", header: "Region", width: 116, cell: ({ region }) => regionText(region) },
    {
      key: "tiers",
      header: "Dollars",
      width: 340,
      cell: ({ tiers, unit }) => (
        <div className="min-w-0">
          <span className="block truncate" title={tiersText(tiers)}>
            {tiersText(tiers)}
          </span>
          <span className="block truncate text-xs text-ink-3" title={unit}>
            {unit}
          </span>
        </div>
      ),
    },
    {
      key: "free",
      header: "Free a month",
      width: 110,
      isNumber: true,
      from: "lg",
      cell: ({ free }) =>
        free === 0 ? (
          NOT_APPLICABLE_TEXT
        ) : (
          <span title="for the payer account; not taken off">{formatCount(free)}</span>
        ),
    },
    { key: "source", header: "From", width: 116, from: "lg", cell: (price) => <Source price={price} /> },
    {
      key: "act",
      header: <span className="sr-only">Own price</span>,
      width: 100,
      isRight: true,
      cell: (price) => <Act price={price} {...acts} />,
    },
  ];
}

function NameCell({ price: { title, key } }: { price: Price }) {
  return (
    <div className="min-w-0">
      <span className="block truncate" title={title}>
        {title}
      </span>
      <code className="machine block truncate text-ink-3" title={key}>
        {key}
      </code>
    </div>
  );
}

function Source({ price: { source, seenOn } }: { price: Price }) {
  return (
    <div>
      {source === "yours" ? <Chip tone="warn">yours</Chip> : "list"}
      <span className="block text-xs text-ink-3">
        {source === "yours" ? "since" : "seen"} {seenOn}
      </span>
    </div>
  );
}

function Act({ price, isLocked, isOwn, onRemove, onPut }: { price: Price } & PriceActs) {
  if (isLocked) return null;
  const what = `${price.title}, ${regionText(price.region)}`;
  return isOwn(price) ? (
    <Button size="sm" aria-label={`Remove your price for ${what}`} onClick={() => onRemove(price)}>
      Remove
    </Button>
  ) : (
    <Button size="sm" variant="ghost" aria-label={`Put yours for ${what}`} onClick={() => onPut(price)}>
      Put yours
    </Button>
  );
}

/** The same on a phone. */
export function PricePhoneRow({ price, ...acts }: { price: Price } & PriceActs) {
  return (
    <div className="flex items-center gap-3">
      <div className="min-w-0 flex-1">
        <span className="flex items-center gap-2">
          <span className="min-w-0 truncate">{price.title}</span>
          {price.source === "yours" ? <Chip tone="warn">yours</Chip> : null}
        </span>
        <span className="block text-xs text-ink-2">{tiersText(price.tiers)}</span>
        <span className="block text-xs text-ink-3">
          {price.unit} · {regionText(price.region)} · {price.seenOn}
        </span>
      </div>
      <Act price={price} {...acts} />
    </div>
  );
}
