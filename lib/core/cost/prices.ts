import prices from "./prices.json";

/** Which price list the figures come from, for the screen. */
export const PRICED_FROM = `${prices.list}, as seen in ${prices.seenOn}`;

export const SECONDS_PER_MONTH = 2_592_000;

const PER_MILLION: Readonly<Record<string, number>> = prices.usdPerMillionUnits;

/**
 * What these billed units of an action cost in US dollars at list price, without free allowances. Undefined when the list
 * has no price for it: an unknown price is never shown as nothing.
 */
export function priceOf(action: string, units: number): number | undefined {
  const perMillion = PER_MILLION[action] ?? PER_MILLION[`${action.split(":")[0]}:*`];
  return perMillion === undefined ? undefined : (perMillion * units) / 1_000_000;
}

const PER_GIB_MONTH: Readonly<Record<string, number>> = prices.usdPerGibMonth;

const PER_GIB: Readonly<Record<string, number>> = prices.usdPerGib;

/** What taking in so many bytes costs once, in US dollars at list price. Undefined when the list has no price for it. */
export function intakePrice(what: string, bytes: number): number | undefined {
  const perGib = PER_GIB[what];
  return perGib === undefined ? undefined : (perGib * bytes) / 1024 ** 3;
}

/** What keeping so many bytes costs in a month, in US dollars at list price. Undefined when the list has no price for it. */
export function storagePrice(what: string, bytes: number): number | undefined {
  const perGib = PER_GIB_MONTH[what];
  return perGib === undefined ? undefined : (perGib * bytes) / 1024 ** 3;
}

export interface PricedUse {
  readonly action: string;
  readonly units: number;
  /** Over how long these units were used. */
  readonly seconds: number;
}

/** What a month (30 days) costs if things go on as in the time measured. Actions without a price count as nothing. */
export function usdPerMonth(uses: readonly PricedUse[]): number {
  return uses.reduce((sum, { action, units, seconds }) => {
    if (seconds <= 0) return sum;
    return sum + ((priceOf(action, units) ?? 0) * SECONDS_PER_MONTH) / seconds;
  }, 0);
}

/** The first minutes are discovery and tell nothing of a month. */
const LEAST_SECONDS = 180;

/** The first looks at rules and metrics read what was before, once: for an hour a rate of them is far too high. */
export const SETTLED_SECONDS = 3600;

/** The month's cost as it may be shown: null until it was measured for long enough. */
export function costPerMonth(uses: readonly PricedUse[], leastSeconds = LEAST_SECONDS): number | null {
  return uses.some((use) => use.seconds >= leastSeconds) ? usdPerMonth(uses) : null;
}
