import { costPerMonth, PRICED_FROM, usdPerMonth } from "@/lib/core/cost/prices";
import * as pollers from "@/lib/db/pollers";
import { recentUsage } from "@/lib/db/usage";
import { question } from "../operation";

/** Heartbeats of the pollers, and what their calls would cost in a month at this rate. */
export const listPollers = question("listPollers", async (ctx) => {
  const usage = await recentUsage(ctx.db, ctx.actor.scope);
  const items = await pollers.listPollers(ctx.db, ctx.actor.scope);
  return {
    items: items.map((row) => ({ ...row, state: stateOf(row, ctx.now()) })),
    usage: usage.map((row) => ({
      action: row.action,
      purpose: row.purpose,
      calls: row.calls,
      units: row.units,
      usdPerMonth: usdPerMonth([row]),
    })),
    costUsdPerMonth: costPerMonth(usage),
    pricedFrom: PRICED_FROM,
  };
});

interface Heartbeat {
  readonly everySeconds: number;
  readonly succeededAt: string | null;
  readonly failedAt: string | null;
}

/** One that fails silently would look like a calm system: late is two missed rounds and a minute. */
export function stateOf(beat: Heartbeat, now: Date): "ok" | "late" | "failing" | "never" {
  if (beat.failedAt !== null && (beat.succeededAt === null || beat.failedAt > beat.succeededAt)) return "failing";
  if (beat.succeededAt === null) return "never";
  const ageSeconds = (now.getTime() - new Date(beat.succeededAt).getTime()) / 1000;
  return ageSeconds > 2 * beat.everySeconds + 60 ? "late" : "ok";
}
