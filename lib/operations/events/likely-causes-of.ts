import { inScope } from "@/lib/core/access/scope";
import { causeByCounts, deadLetterCauses, deliveryCauses } from "@/lib/core/events/likely-causes";
import type { FigurePeriod } from "@/lib/db/event-figures";
import type { EventThing } from "@/lib/db/events-inventory";
import type { Ctx } from "../context";
import { knownTargets } from "./known-targets";

/** Why events of a rule that fails likely fail, in sentences; empty where nothing fails or is put off. */
export async function likelyCausesOf(
  ctx: Ctx,
  rule: EventThing<"rule">,
  periods: readonly FigurePeriod[],
): Promise<string[]> {
  const sum = (name: "failed" | "retried" | "throttled" | "lostAtDeadLetter") =>
    periods.reduce((total, period) => total + (period[name] ?? 0), 0);
  const [failed, retried, throttled, lost] = [sum("failed"), sum("retried"), sum("throttled"), sum("lostAtDeadLetter")];
  if (failed + retried + throttled + lost === 0) return [];
  const { arn, awsAccountId } = rule;
  const mayTell = (queue: { accountId: string; arn: string }) => inScope(ctx.actor.scope, queue.accountId, queue.arn);
  const known = await knownTargets(ctx.db, { arn, awsAccountId, targets: rule.config.targets }, mayTell);
  const causes = [
    ...(lost > 0 ? deadLetterCauses(arn, known) : []),
    ...(failed + retried > 0 ? deliveryCauses(arn, known) : []),
    ...causeByCounts({ failed, retried, throttled }),
  ];
  return causes.map(({ sentence }) => sentence);
}
