import type { AlertSettings } from "@/lib/contract/alert-settings";
import { canonicalJson } from "@/lib/core/canonical-json";
import { Conflict } from "@/lib/core/errors";
import { appendAudit } from "@/lib/db/audit";
import { notifyChange, notifyIntent } from "@/lib/db/notify";
import { lockSetting, putSetting, putSettingOnce } from "@/lib/db/settings";
import { command } from "../operation";
import { readAlertSettings, versionOfSettings } from "./alert-settings-view";
import { ALERT_SETTINGS, alertSettingsOf } from "./settings";

/**
 * Replaces the sections that are given. Two at once take turns, and the second is refused when it named the version that the first
 * has changed. What stands already changes nothing. The conditions are judged by the new settings at once.
 */
export const putAlertSettings = command("putAlertSettings", async (ctx, tx, { ifVersion, ...given }) => {
  await putSettingOnce(tx, ALERT_SETTINGS, {});
  await lockSetting(tx, ALERT_SETTINGS);
  const before = await alertSettingsOf(tx);
  const version = versionOfSettings(before);
  if (ifVersion !== undefined && ifVersion !== version)
    throw new Conflict("settings-changed", "The settings have changed since you looked.", { version });
  const after: AlertSettings = { ...before, ...saidOf(given) };
  const sections = changedSections(before, after);
  if (sections.length > 0) {
    await putSetting(tx, ALERT_SETTINGS, after, ctx.actor.id);
    await appendAudit(tx, ctx, {
      action: "alert-settings.changed",
      objectKind: "alert-settings",
      detail: { sections, before: shown(before, sections), after: shown(after, sections) },
    });
    await notifyIntent(tx, { topic: "alerts", id: ALERT_SETTINGS, accountId: null });
    await notifyChange(tx, { topic: "alert", id: "*", accountId: null });
  }
  return readAlertSettings(tx);
});

function saidOf(given: Partial<AlertSettings>): Partial<AlertSettings> {
  return Object.fromEntries(Object.entries(given).filter(([, section]) => section !== undefined));
}

function changedSections(before: AlertSettings, after: AlertSettings): (keyof AlertSettings)[] {
  const names: (keyof AlertSettings)[] = ["routes", "staffedHours", "thresholds", "links", "heartbeatUrl", "review"];
  return names.filter((name) => canonicalJson(before[name]) !== canonicalJson(after[name]));
}

const MOST_AUDITED_CHARACTERS = 20_000;
/** What the log keeps of a section: an address may hold a token, and a list of thousands of lines is its length. */
function shown(settings: AlertSettings, sections: readonly (keyof AlertSettings)[]): Record<string, unknown> {
  const part = (name: keyof AlertSettings) => {
    const section = settings[name];
    if (name === "heartbeatUrl") return section === null ? null : "set";
    const isLong = canonicalJson(section).length > MOST_AUDITED_CHARACTERS;
    return isLong && Array.isArray(section) ? `${section.length} lines` : section;
  };
  return Object.fromEntries(sections.map((name) => [name, part(name)]));
}
