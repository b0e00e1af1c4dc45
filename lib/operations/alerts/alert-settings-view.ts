import { createHash } from "node:crypto";
import type { OutputOf } from "@/lib/contract";
import type { AlertSettings } from "@/lib/contract/alert-settings";
import { settingWarnings } from "@/lib/core/alerts/routing/warnings";
import { canonicalJson } from "@/lib/core/canonical-json";
import { listKnownChannels } from "@/lib/db/alerts";
import type { Sql } from "@/lib/db/connect";
import { settingChange } from "@/lib/db/settings";
import { heartbeatOf } from "./heartbeat";
import { ALERT_SETTINGS, alertSettingsOf } from "./settings";

/** The settings with their version, who changed them last, and what in them will not do what it seems to say. */
export async function readAlertSettings(db: Sql): Promise<OutputOf<"getAlertSettings">> {
  const settings = await alertSettingsOf(db);
  const change = await settingChange(db, ALERT_SETTINGS);
  return {
    settings,
    version: versionOfSettings(settings),
    changedAt: change?.at ?? null,
    changedBy: change?.byName ?? null,
    warnings: settingWarnings(settings, await listKnownChannels(db)),
    heartbeat: await heartbeatOf(db),
  };
}

/** The same for all that mean the same. */
export function versionOfSettings(settings: AlertSettings): string {
  return `als-${createHash("sha256").update(canonicalJson(settings)).digest("hex").slice(0, 32)}`;
}
