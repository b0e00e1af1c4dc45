import { AT_ITS_OWN_PACE, type Slowdown } from "@/lib/core/cost/ceiling";
import type { Sql, Tx } from "@/lib/db/connect";
import { getSetting, lockSetting, putSetting } from "@/lib/db/settings";

const SETTINGS = "cost-settings";
const SLOWDOWN = "cost-slowdown";

/** What people said about our own cost. */
export interface CostSettings {
  readonly hostingUsdPerMonth: number | null;
  readonly hostingNote: string | null;
  readonly ceilingUsdPerMonth: number | null;
}
const NOTHING_SAID: CostSettings = { hostingUsdPerMonth: null, hostingNote: null, ceilingUsdPerMonth: null };

export async function readCostSettings(db: Sql): Promise<CostSettings> {
  return (await getSetting<CostSettings>(db, SETTINGS)) ?? NOTHING_SAID;
}

/** The same, kept from others until the transaction ends: what the audit log says was before is what this one changes. */
export async function lockCostSettings(tx: Tx): Promise<CostSettings> {
  return (await lockSetting<CostSettings>(tx, SETTINGS)) ?? NOTHING_SAID;
}

export function saveCostSettings(db: Sql, settings: CostSettings, by: string): Promise<void> {
  return putSetting(db, SETTINGS, settings, by);
}

/** How much the ceiling slows down what can wait, as a worker judged it last. Pollers read it once a round. */
export async function readSlowdown(db: Sql): Promise<Slowdown> {
  return (await getSetting<Slowdown>(db, SLOWDOWN)) ?? AT_ITS_OWN_PACE;
}

/** The same, kept from other workers until the transaction ends. */
export async function lockSlowdown(tx: Tx): Promise<Slowdown> {
  return (await lockSetting<Slowdown>(tx, SLOWDOWN)) ?? AT_ITS_OWN_PACE;
}

export function saveSlowdown(db: Sql, slowdown: Slowdown): Promise<void> {
  return putSetting(db, SLOWDOWN, slowdown);
}
