"use client";

import { useState } from "react";
import { useCommand } from "@/app/_components/api";
import { useToast } from "@/app/_components/ui/toasts";
import type { Price } from "@/lib/contract/costs";
import { type OwnPrice, ownPrices, type Problems, withoutPrice, withPrice } from "./price-draft";

export type OwnPrices = ReturnType<typeof useOwnPrices>;

/** One's own prices, put as a whole each time: what others put meanwhile is read again first. */
export function useOwnPrices(items: readonly Price[], onSaved: () => void) {
  const toast = useToast();
  const [sent, setSent] = useState<number>();
  const put = useCommand("putPrices", {
    onDone: () => {
      onSaved();
      toast({ text: "Saved. Costs are reckoned with it from the next round on." });
    },
  });
  const own = ownPrices(items);
  const run = (prices: OwnPrice[], index?: number) => {
    setSent(index);
    put.run({ prices });
  };
  return {
    count: own.length,
    has: ({ key, region }: Pick<Price, "key" | "region">) =>
      own.some((price) => price.key === key && price.region === region),
    isBusy: put.isBusy,
    refused: fieldsOf(put.problem?.fields ?? [], sent),
    problem: put.problem,
    clear: put.reset,
    add: (price: OwnPrice) => {
      const prices = withPrice(own, price);
      run(prices, prices.length - 1);
    },
    remove: (price: Pick<Price, "key" | "region">) => run(withoutPrice(own, price)),
    reset: () => run([]),
  };
}

/** What the server says of the price that was edited, by the field of the form; of all of it, it stands at the tiers. */
function fieldsOf(fields: readonly { field: string; message: string }[], sent: number | undefined): Problems {
  const prefix = `prices.${sent}`;
  return Object.fromEntries(
    fields
      .filter(({ field }) => sent !== undefined && (field === prefix || field.startsWith(`${prefix}.`)))
      .map(({ field, message }) => [field.slice(prefix.length + 1) || "tiers", message]),
  );
}
