"use client";

import { useState } from "react";
import { formatPlural } from "@/app/_components/format";
import { useRefusal } from "@/app/_components/me";
import { ProblemNote } from "@/app/_components/problem-note";
import { DataTable } from "@/app/_components/tables/data-table";
import { Button } from "@/app/_components/ui/button";
import { ConfirmDialog } from "@/app/_components/ui/confirm-dialog";
import { Panel } from "@/app/_components/ui/panel";
import { EmptyState } from "@/app/_components/ui/view-states";
import type { OutputOf } from "@/lib/contract";
import type { Price } from "@/lib/contract/costs";
import { type PriceActs, PricePhoneRow, priceColumns } from "./price-columns";
import { draftFrom, type PriceDraft } from "./price-draft";
import { PriceForm } from "./price-form";
import { EVERY_REGION, regionIn } from "./price-words";
import { type OwnPrices, useOwnPrices } from "./use-own-prices";

type Props = {
  prices: OutputOf<"listPrices">;
  /** Shows only what holds there. */
  region: string | undefined;
};

/** All prices as a table; one's own can be put, removed, and taken back as a whole. */
export function PricesPanel({ prices: { items, missingRegions }, region }: Props) {
  const refusal = useRefusal("costs.manage");
  const [draft, setDraft] = useState<PriceDraft>();
  const [isResetting, setResetting] = useState(false);
  const close = () => {
    setDraft(undefined);
    setResetting(false);
  };
  const own = useOwnPrices(items, close);
  const edit = (price?: Price) => {
    own.clear();
    setDraft(draftFrom(price, price?.region ?? region));
  };
  return (
    <Panel
      title="Price table"
      hint={own.count > 0 ? `${formatPlural(own.count, "price")} of yours over the list` : "as shipped"}
      actions={<PanelActs own={own} refusal={refusal} onReset={() => setResetting(true)} onPut={() => edit()} />}
      isFlush
    >
      {draft ? (
        <PriceForm
          key={`${draft.key} ${draft.region}`}
          prices={items}
          regions={regionsOf(items, missingRegions)}
          start={draft}
          refused={own.refused}
          isBusy={own.isBusy}
          onSave={own.add}
          onCancel={close}
        />
      ) : null}
      {isResetting ? <ResetDialog own={own} onClose={close} /> : <Refused own={own} />}
      <PriceTable
        prices={items.filter((one) => !region || one.region === region || one.region === EVERY_REGION)}
        acts={{ isLocked: refusal !== undefined, isOwn: own.has, onRemove: own.remove, onPut: edit }}
      />
    </Panel>
  );
}

type ActsProps = { own: OwnPrices; refusal: string | undefined; onReset: () => void; onPut: () => void };

function PanelActs({ own, refusal, onReset, onPut }: ActsProps) {
  return (
    <>
      {own.count > 0 && !refusal ? (
        <Button size="sm" onClick={onReset}>
          Back to the list…
        </Button>
      ) : null}
      <Button size="sm" disabledReason={refusal} onClick={onPut}>
        Put your own price
      </Button>
    </>
  );
}

/** What was refused and stands at no field of the form. */
function Refused({ own }: { own: OwnPrices }) {
  if (!own.problem || Object.keys(own.refused).length > 0) return null;
  return (
    <div className="border-b px-4 py-3">
      <ProblemNote problem={own.problem} />
    </div>
  );
}

function PriceTable({ prices, acts }: { prices: Price[]; acts: PriceActs }) {
  return (
    <DataTable
      caption="Prices by what they are for and where"
      columns={priceColumns(acts)}
      rows={prices}
      keyOf={({ key, region, source }) => `${key} ${region} ${source}`}
      density="fleet"
      phoneRow={(price) => <PricePhoneRow price={price} {...acts} />}
      empty={
        <EmptyState title="No price is known of this Region." evidence="Nothing is guessed for it; put your own." />
      }
    />
  );
}

function ResetDialog({ own, onClose }: { own: OwnPrices; onClose: () => void }) {
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title="Go back to the list?"
      confirmLabel={`Remove ${formatPlural(own.count, "price")} of yours`}
      onConfirm={own.reset}
      isBusy={own.isBusy}
      error={own.problem ? <ProblemNote problem={own.problem} /> : undefined}
    >
      <p>Costs are reckoned with the list price again from the next round on. What was exported stays as it is.</p>
    </ConfirmDialog>
  );
}

function regionsOf(items: readonly Price[], missingRegions: readonly string[]): string[] {
  const regions = new Set([...items.map(({ region }) => region), ...missingRegions.map(regionIn)]);
  return [...regions].filter((region) => region !== EVERY_REGION).sort();
}
