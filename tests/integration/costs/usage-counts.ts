import type { Db } from "@/lib/db/connect";
import { rows, sql } from "@/lib/db/query";
import { sim } from "../../aws/sim-clients";

/** Of each action how often the simulator was called, by everybody. */
export async function callsSeen(url: string): Promise<Record<string, number>> {
  const { calls } = (await sim(url, "GET", "/usage")).body;
  return sumBy(calls as { action: string; calls: number }[]);
}

/** Of each action how many calls we wrote down. */
export async function callsCounted(db: Db): Promise<Record<string, number>> {
  return sumBy(await rows<{ action: string; calls: number }>(db, sql`SELECT action, calls FROM api_usage`));
}

export async function unitsCounted(db: Db, action: string): Promise<number> {
  const found = await rows<{ units: number }>(db, sql`SELECT units FROM api_usage WHERE action = ${action}`);
  return found.reduce((sum, { units }) => sum + units, 0);
}

/** How many metrics the simulator billed. */
export async function billedInUse(url: string): Promise<number> {
  const { billedMetrics } = (await sim(url, "GET", "/usage")).body;
  return (billedMetrics as { metrics: number }[]).reduce((sum, { metrics }) => sum + metrics, 0);
}

function sumBy(counts: readonly { readonly action: string; readonly calls: number }[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const { action, calls } of counts) sums[action] = (sums[action] ?? 0) + calls;
  return sums;
}
