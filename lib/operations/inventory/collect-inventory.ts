import type { InventorySource } from "@/lib/aws/aws";
import { DloError } from "@/lib/core/errors";
import { keepAlarmStates } from "@/lib/db/alarm-states";
import { findFeature } from "@/lib/db/capabilities";
import { saveConsumersFromMappings } from "@/lib/db/queue-consumers";
import { saveQueueTags } from "@/lib/db/queue-listing";
import { saveResourceTags } from "@/lib/db/resources";
import { readSlowdown } from "../costs/slowdown";
import { markDeadLetters } from "../polling/mark-dead-letters";
import { noting } from "../polling/noting";
import { sessionFor, type Target } from "../polling/target";
import type { WorkerCtx } from "../worker-context";
import { readSource } from "./read-source";

/** How many things are read one by one in a round, all services together; the rest waits for the next round. */
const MOST_READS = 1500;
/** As the table of pollers says. */
const ROUND_SECONDS = 300;
/** A service that was not listed for half an hour counts as not seen, so no ceiling slows the rounds down to that. */
const MOST_SLOWDOWN = 5;
/** What no service can take from those that come after it. */
const LEAST_READS_EACH = 100;

/**
 * Brings the inventory of one Region up to date: lists every service, reads what is new, changed, or was read longest
 * ago. A service that fails does not stop the others; its outcome is noted, and what was known of it stays. Receives and
 * changes nothing.
 */
export async function collectInventory(ctx: WorkerCtx, target: Target): Promise<void> {
  if (target.account.polling === "listing") return;
  const sources = sessionFor(ctx, target, "read", "inventory").inventory;
  if (!(await isDue(ctx, target, sources))) return;
  const unexpected: unknown[] = [];
  let left = MOST_READS;
  for (const [index, source] of sources.entries()) {
    const budget = Math.max(LEAST_READS_EACH, left - LEAST_READS_EACH * (sources.length - index - 1));
    try {
      left -= await readSource(ctx, target, source, budget);
    } catch (error) {
      if (ctx.signal.aborted) throw error;
      unexpected.push(error);
    }
  }
  await takeTags(ctx, target);
  await markDeadLetters(ctx, target.account.id);
  const place = { accountId: target.account.id, region: target.region };
  await saveConsumersFromMappings(ctx.db, place);
  await keepAlarmStates(ctx.db, place);
  if (unexpected.length > 0) throw unexpected[0];
}

/** Every round, unless a ceiling slows them down: then when some service was not listed for so much longer. */
async function isDue(ctx: WorkerCtx, target: Target, sources: readonly InventorySource[]): Promise<boolean> {
  const slowdown = Math.min((await readSlowdown(ctx.db)).slowdown, MOST_SLOWDOWN);
  if (slowdown <= 1) return true;
  const place = { accountId: target.account.id, region: target.region };
  const looks = await Promise.all(sources.map(({ feature }) => findFeature(ctx.db, place, feature)));
  // Half a minute early, so that a round which wanders does not miss its turn.
  const before = ctx.now().getTime() - (ROUND_SECONDS * slowdown - 30) * 1000;
  return looks.some((look) => look === undefined || Date.parse(look.checkedAt) <= before);
}

/** Tags of everything at once. Where they are denied, what was known stays. */
async function takeTags(ctx: WorkerCtx, target: Target): Promise<void> {
  const place = { accountId: target.account.id, region: target.region };
  try {
    const all = await noting(ctx, target, "tags", () => sessionFor(ctx, target, "read", "inventory").tags.all());
    const ofQueues = [...all].filter(([arn]) => arn.split(":")[2] === "sqs");
    await saveResourceTags(ctx.db, place, [...all]);
    await saveQueueTags(
      ctx.db,
      place,
      ofQueues.map(([arn, tags]) => ({ name: arn.split(":").at(-1) ?? arn, tags })),
    );
  } catch (error) {
    if (!(error instanceof DloError) || ctx.signal.aborted) throw error;
    ctx.log.warn({ ...place, error: error.message }, "tags could not be read");
  }
}
