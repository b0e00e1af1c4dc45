import { setTimeout as sleep } from "node:timers/promises";
import { drawer } from "../drawer";
import { repeat } from "../repeat";
import type { Estate } from "./estate";
import {
  clicked,
  type Happening,
  ledgerEntryDue,
  orderPlaced,
  orderShipped,
  quoteWanted,
  refundWanted,
  returnRegistered,
  stockChanged,
  stockLow,
  webhookCalled,
} from "./happenings";

/** How often what happens, in seconds: about one call a second in all. */
const USUAL: readonly (readonly [Happening, everySeconds: number])[] = [
  [clicked, 5],
  [webhookCalled, 6],
  [ledgerEntryDue, 7],
  [stockChanged, 8],
  [orderPlaced, 10],
  [orderShipped, 12],
  [stockLow, 13],
  [quoteWanted, 15],
  [returnRegistered, 20],
  [refundWanted, 25],
];

const SEED = 97;

/** Something usual with its own letters. */
export interface Habit {
  readonly everySeconds: number;
  happen(estate: Estate): Promise<void>;
}

/** What usually happens in the estate. The same letters in the same order at every start, their numbers from `firstNumber` on. */
export function usualTraffic(firstNumber: number): Habit[] {
  return USUAL.map(([happen, everySeconds], index) => {
    const draw = drawer(SEED + index, firstNumber);
    return { everySeconds, happen: (estate) => happen(estate, draw()) };
  });
}

/** Lets the usual things happen in the estate until `signal` aborts. An AWS that is away for a while is waited for. */
export function openEstateForBusiness(estate: Estate, firstNumber: number, signal: AbortSignal): void {
  for (const { everySeconds, happen } of usualTraffic(firstNumber))
    void repeat(signal, async () => {
      await sleep(everySeconds * 1000, undefined, { signal });
      await happen(estate);
    });
}
