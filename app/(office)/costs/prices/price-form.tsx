"use client";

import { type FormEvent, useState } from "react";
import { Button } from "@/app/_components/ui/button";
import { Field, Select, TextInput } from "@/app/_components/ui/field";
import type { Price } from "@/lib/contract/costs";
import {
  draftFrom,
  draftProblems,
  type OwnPrice,
  type PriceDraft,
  type Problems,
  priceOf,
  withTier,
} from "./price-draft";
import { EVERY_REGION, regionText } from "./price-words";

type Props = {
  prices: readonly Price[];
  regions: readonly string[];
  start: PriceDraft;
  /** What the server found wrong, by field. */
  refused: Problems;
  isBusy: boolean;
  onSave: (price: OwnPrice) => void;
  onCancel: () => void;
};

/** One own price: for what, where, and how much by tier. What is wrong is said at its field. */
export function PriceForm({ prices, regions, start, refused, isBusy, onSave, onCancel }: Props) {
  const [draft, setDraft] = useState(start);
  const [isTried, setTried] = useState(false);
  const problems = { ...refused, ...(isTried ? draftProblems(draft) : {}) };
  const save = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!isBusy && Object.keys(draftProblems(draft)).length === 0) onSave(priceOf(draft));
  };
  return (
    <form onSubmit={save} className="grid gap-4 border-b bg-sunken p-4">
      <WhatAndWhere {...{ prices, regions, draft, problems }} change={setDraft} />
      <Tiers draft={draft} change={setDraft} problems={problems} />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" isBusy={isBusy}>
          Save this price
        </Button>
        <Button variant="ghost" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </form>
  );
}

type WhatProps = TiersProps & Pick<Props, "prices" | "regions">;

function WhatAndWhere({ prices, regions, draft, change, problems }: WhatProps) {
  const chosen = prices.find(({ key }) => key === draft.key);
  const choose = (key: string) =>
    change(
      draftFrom(
        prices.find((price) => price.key === key),
        draft.region,
      ),
    );
  return (
    <div className="grid gap-3 sm:grid-cols-[minmax(0,1fr)_200px]">
      <Field label="Price" error={problems.key} help={chosen?.unit}>
        <Select value={draft.key} onChange={({ target }) => choose(target.value)}>
          {draft.key === "" ? <option value="">Choose what it is for</option> : null}
          {uniqueKeys(prices).map(({ key, title }) => (
            <option key={key} value={key}>
              {title}
            </option>
          ))}
        </Select>
      </Field>
      <Field label="Region" error={problems.region} help="A price of one Region beats that for all.">
        <Select value={draft.region} onChange={({ target }) => change({ ...draft, region: target.value })}>
          {[EVERY_REGION, ...regions].map((region) => (
            <option key={region} value={region}>
              {regionText(region)}
            </option>
          ))}
        </Select>
      </Field>
    </div>
  );
}

type TiersProps = { draft: PriceDraft; change: (draft: PriceDraft) => void; problems: Problems };

function Tiers({ draft, change, problems }: TiersProps) {
  const lastIndex = draft.tiers.length - 1;
  const put = (index: number, part: Partial<PriceDraft["tiers"][number]>) =>
    change({ ...draft, tiers: draft.tiers.map((tier, place) => (place === index ? { ...tier, ...part } : tier)) });
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-2 text-xs text-ink-2">Tiers, by what is used in a month</legend>
      {problems.tiers ? <p role="alert" className="text-xs text-danger">{`${problems.tiers}.`}</p> : null}
      {draft.tiers.map((tier, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a tier is its place
        <div key={index} className="flex flex-wrap items-start gap-3">
          <Field label={`Dollars, tier ${index + 1}`} error={problems[`tiers.${index}.usd`]} className="w-40">
            <TextInput
              inputMode="decimal"
              value={tier.usd}
              onChange={({ target }) => put(index, { usd: target.value })}
            />
          </Field>
          {index < lastIndex ? (
            <Field label={`Up to, tier ${index + 1}`} error={problems[`tiers.${index}.upTo`]} className="w-52">
              <TextInput
                inputMode="decimal"
                value={tier.upTo}
                onChange={({ target }) => put(index, { upTo: target.value })}
              />
            </Field>
          ) : (
            <p className="pt-7 text-xs text-ink-2">{lastIndex === 0 ? "for all that is used" : "for all above"}</p>
          )}
          {lastIndex > 0 ? (
            <Button
              size="sm"
              variant="ghost"
              className="mt-6.5"
              aria-label={`Remove tier ${index + 1}`}
              onClick={() => change({ ...draft, tiers: draft.tiers.toSpliced(index, 1) })}
            >
              Remove
            </Button>
          ) : null}
        </div>
      ))}
      <Button size="sm" className="justify-self-start" onClick={() => change(withTier(draft))}>
        Add a tier
      </Button>
    </fieldset>
  );
}

function uniqueKeys(prices: readonly Price[]): Price[] {
  return [...new Map(prices.map((price) => [price.key, price])).values()].sort((a, b) =>
    a.title.localeCompare(b.title),
  );
}
