import type { Route } from "../alerts/routing/route";
import type { Day, StaffedHours } from "../alerts/routing/staffed";
import type { ThresholdLine } from "../alerts/thresholds/resolve";

export interface LinkTemplate {
  readonly label: string;
  readonly url: string;
}
export interface ReviewSchedule {
  readonly isOn: boolean;
  readonly zone: string;
  readonly day: Day;
  readonly at: string;
  readonly channels: readonly string[];
  readonly unit: { readonly one: string; readonly many: string };
}

/** What a file can say about alerts. Channels are not in it: they hold secrets, and routes name them. */
export interface AlertSections {
  readonly routes: readonly Route[];
  readonly staffedHours: readonly StaffedHours[];
  readonly thresholds: readonly ThresholdLine[];
  readonly links: readonly LinkTemplate[];
  readonly review: ReviewSchedule | null;
}
export const NO_ALERT_SECTIONS: AlertSections = {
  routes: [],
  staffedHours: [],
  thresholds: [],
  links: [],
  review: null,
};
export const ALERT_LISTS = ["routes", "staffedHours", "thresholds", "links"] as const;

/** In the order in which a file is read; a key that stands nowhere here comes after. */
const ORDER = [
  "name",
  "label",
  "owner",
  "match",
  "environment",
  "enabled",
  "channels",
  "severity",
  "zone",
  "weekly",
  "days",
  "from",
  "until",
];

/** Those sections that are there, with the keys of every line in one order and without those that say nothing. */
export function normalisedSections(
  document: { readonly [K in keyof AlertSections]?: AlertSections[K] | undefined },
): Partial<AlertSections> {
  const { routes, staffedHours, thresholds, links, review } = document;
  return {
    ...(routes && { routes: inOneOrder(routes) }),
    ...(staffedHours && { staffedHours: inOneOrder(staffedHours) }),
    ...(thresholds && { thresholds: inOneOrder(thresholds) }),
    ...(links && { links: inOneOrder(links) }),
    ...(review !== undefined && { review: inOneOrder(review) }),
  };
}

/** The same content has the same keys in the same order. Only their order changes, so the type stays. */
function inOneOrder<T>(value: T): T {
  return ordered(value) as T;
}

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, part]) => part !== undefined)
      .sort(([one], [other]) => placeOf(one) - placeOf(other) || (one < other ? -1 : 1))
      .map(([key, part]) => [key, ordered(part)]),
  );
}

function placeOf(key: string): number {
  const place = ORDER.indexOf(key);
  return place < 0 ? ORDER.length : place;
}
