import type { HealthEvidence } from "../health";

/**
 * Adds what was known of the parts that cannot be seen any more: losing sight of trouble does not end it. What was known keeps
 * its time. Repeating it changes nothing; once a part is seen again only what is found then counts.
 */
export function keepKnown(found: readonly HealthEvidence[], before: readonly HealthEvidence[]): HealthEvidence[] {
  const unseen = new Set(found.filter(({ state }) => state === "blind").map(({ arn }) => arn));
  const present = new Set(found.map(keyOf));
  const kept = before.filter((one) => one.state !== "blind" && unseen.has(one.arn) && !present.has(keyOf(one)));
  return [...found, ...kept];
}

function keyOf({ arn, signal }: HealthEvidence): string {
  return `${signal} ${arn}`;
}
