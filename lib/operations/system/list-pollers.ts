import * as pollers from "@/lib/db/pollers";
import { question } from "../operation";

/** Heartbeats of the pollers. What their calls cost is `getOwnCost`. */
export const listPollers = question("listPollers", async (ctx) => {
  const items = await pollers.listPollers(ctx.db, ctx.actor.scope);
  return { items: items.map((row) => ({ ...row, state: stateOf(row, ctx.now()) })) };
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
