import type { ReplayTerms } from "../replays/terms";
import type { PlanAction, PlanDriver } from "./action";
import type { PlanSubject } from "./subject";

/** Every setting that a plan relies on, by a name that people can read. When one of them changes, the plan is stale. */
export type PlanConfiguration = Readonly<Record<string, string>>;

/** Under which name a plan keeps when a queue was made: another one under its name was made at another time. */
export function createdSetting(queueName: string): string {
  return `${queueName}: created`;
}

/** One message of a plan, as far as its hash is concerned. */
export interface HashedItem {
  readonly messageId: string;
  readonly bodySha256: string;
  /** Where it goes; null where its action sends nothing, or nobody knows. */
  readonly destinationArn: string | null;
  /** The body that goes out instead of its own. */
  readonly editedSha256: string | null;
}

/** What a person chose, beside the messages. */
export interface PlanTerms {
  readonly stages: readonly number[];
  readonly stageObservationSeconds: number;
  readonly returnThresholdPercent: number;
  readonly ratePerSecond: number | null;
  readonly duplicates: "resend" | "hold";
  readonly itemOrder: ItemOrder;
  readonly doesMark: boolean;
  /** Checks that somebody went on against, and why. */
  readonly overrides: readonly { readonly check: string; readonly reason: string }[];
  /** Of a plan about no queue: what it is about, what it acts on or sends to, and what a replay is to start. */
  readonly subject?: PlanSubject | null;
  readonly destinationArns?: readonly string[];
  readonly replay?: ReplayTerms | null;
}
export const ITEM_ORDERS = ["oldest-first", "bystanders-first"] as const;
export type ItemOrder = (typeof ITEM_ORDERS)[number];

/**
 * What the plan's hash is made of: the ids with their bodies' hashes and destinations, the terms, and the configuration.
 * Messages that arrive later are not in it, so they never make a plan stale.
 */
export function canonicalPlan(
  plan: {
    readonly action: PlanAction;
    readonly driver: PlanDriver;
    readonly terms: PlanTerms;
    readonly configuration: PlanConfiguration;
  },
  items: readonly HashedItem[],
): string {
  const ids = items
    .map((item) => [item.messageId, item.bodySha256, item.destinationArn ?? "-", item.editedSha256 ?? "-"].join(" "))
    .sort();
  const { action, driver, terms } = plan;
  return JSON.stringify([
    "dlo-plan-3",
    action,
    driver,
    [terms.stages, terms.stageObservationSeconds, terms.returnThresholdPercent, terms.ratePerSecond],
    [terms.duplicates, terms.itemOrder, terms.doesMark],
    terms.overrides.map(({ check, reason }) => [check, reason]),
    Object.entries(plan.configuration).sort(([a], [b]) => (a < b ? -1 : 1)),
    ids,
    ...aboutResource(terms),
  ]);
}

/** A queue stands in the configuration, with the moment when it was made; another resource stands here. */
function aboutResource({ subject, destinationArns = [], replay }: PlanTerms): unknown[] {
  if (!subject || subject.kind === "queue") return [];
  const { archiveArn, busArn, from, until, ruleArns, estimatedEvents } = replay ?? {};
  return [
    [subject.kind, subject.name, subject.arn],
    [...destinationArns].sort(),
    replay ? [archiveArn, busArn, from, until, ruleArns ? [...ruleArns].sort() : null, estimatedEvents] : null,
  ];
}

export interface SettingDifference {
  readonly setting: string;
  readonly before: string | null;
  readonly after: string | null;
}
/** Which settings differ between what a plan relied on and what is there now. */
export function configurationDiff(before: PlanConfiguration, after: PlanConfiguration): SettingDifference[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .sort()
    .filter((setting) => before[setting] !== after[setting])
    .map((setting) => ({ setting, before: before[setting] ?? null, after: after[setting] ?? null }));
}

/** What of single items is not as it was frozen: where it goes, or what it is. One that is gone is told by a check. */
export function itemsDiff(before: readonly HashedItem[], after: readonly HashedItem[]): SettingDifference[] {
  const now = new Map(after.map((item) => [item.messageId, item]));
  return before.flatMap((item) => {
    const { destinationArn, bodySha256 } = now.get(item.messageId) ?? item;
    const differs = (setting: string, was: string | null, is: string | null) =>
      was === is ? [] : [{ setting: `${item.messageId}: ${setting}`, before: was, after: is }];
    return [
      ...differs("goes to", item.destinationArn, destinationArn),
      ...differs("hash", item.bodySha256, bodySha256),
    ];
  });
}
