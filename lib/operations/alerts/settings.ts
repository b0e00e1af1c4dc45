import { type AlertSettings, alertSettingsSchema } from "@/lib/contract/alert-settings";
import type { Sql } from "@/lib/db/connect";
import { getSetting } from "@/lib/db/settings";

export const ALERT_SETTINGS = "alert-settings";

/** Routes, staffed hours, thresholds and what else people set about alerts; what nobody set is as the contract says. */
export async function alertSettingsOf(db: Sql): Promise<AlertSettings> {
  return alertSettingsSchema.parse((await getSetting(db, ALERT_SETTINGS)) ?? {});
}
