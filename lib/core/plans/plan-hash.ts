/** The configuration that a plan relied on. A queue made anew has another creation time, so it is another queue. */
export interface PlanConfiguration {
  readonly action: string;
  readonly driver: string;
  readonly deadLetterQueue: { readonly arn: string; readonly createdAt: string };
  readonly destinations: readonly {
    readonly arn: string;
    readonly createdAt: string;
    readonly maxMessageBytes: number;
  }[];
  readonly ratePerSecond: number | null;
  readonly duplicates: string;
  /** A setting that the plan changes, from what to what. */
  readonly change?: { readonly setting: string; readonly before: string; readonly after: string } | null;
}

/**
 * What the plan's hash is made of: the sorted ids with their bodies' hashes, and the configuration. Messages that arrive
 * later are not in it, so they never make a plan stale.
 */
export function canonicalPlan(
  configuration: PlanConfiguration,
  items: readonly { readonly messageId: string; readonly bodySha256: string }[],
): string {
  const ids = items.map((item) => `${item.messageId} ${item.bodySha256}`).sort();
  const destinations = [...configuration.destinations]
    .sort((a, b) => (a.arn < b.arn ? -1 : 1))
    .map((d) => [d.arn, d.createdAt, d.maxMessageBytes]);
  const { action, driver, deadLetterQueue, ratePerSecond, duplicates, change } = configuration;
  return JSON.stringify([
    "dlo-plan-1",
    action,
    driver,
    deadLetterQueue.arn,
    deadLetterQueue.createdAt,
    destinations,
    ratePerSecond,
    duplicates,
    ids,
    ...(change ? [[change.setting, change.before, change.after]] : []),
  ]);
}

/** Stages of a run: the first message alone, because only a real delete proves that deleting is allowed; then the rest. */
export function stagesOf(itemCount: number): number[] {
  if (itemCount <= 1) return itemCount === 1 ? [1] : [];
  return [1, itemCount - 1];
}
/** The stage (from 1) in which each position of a plan is sent. */
export function stagePerItem(stages: readonly number[]): number[] {
  return stages.flatMap((size, index) => Array.from({ length: size }, () => index + 1));
}
