import { createHash } from "node:crypto";
import { type AlertSettings, alertSettingsSchema } from "@/lib/contract/alert-settings";
import { type AccountSetting, type Installation, NOTHING_SET, normalised, shortRole } from "@/lib/core/config/settings";
import { type AccountRow, allAccounts } from "@/lib/db/accounts";
import type { Sql, Tx } from "@/lib/db/connect";
import { getSetting, lockSetting, putSettingOnce } from "@/lib/db/settings";
import { ALERT_SETTINGS } from "../alerts/settings";
import { APPLIED_KEY, type AppliedConfig, SETTING_KEYS } from "./settings-keys";

/** What stands in this installation: its settings as a file would say them, their version, and what a file cannot say. */
export interface Standing {
  readonly installation: Installation;
  readonly version: string;
  readonly byNumber: ReadonlyMap<string, AccountRow>;
  /** Numbers of the accounts that a file brought. */
  readonly fromFile: ReadonlySet<string>;
}

export function readInstallation(db: Sql): Promise<Standing> {
  return readParts(
    (key) => getSetting(db, key),
    () => allAccounts(db),
  );
}

/** The same, held still until the transaction ends: other files wait, and so do changes by hand of what is there. */
export async function lockInstallation(tx: Tx): Promise<Standing & { readonly applied: AppliedConfig | null }> {
  // A row that is not there cannot be locked: the first file ever would not wait for another first one.
  await putSettingOnce(tx, APPLIED_KEY, null);
  const applied = (await lockSetting<AppliedConfig | null>(tx, APPLIED_KEY)) ?? null;
  const standing = await readParts(
    (key) => lockSetting(tx, key),
    () => allAccounts(tx, "locked"),
  );
  return { ...standing, applied };
}

async function readParts(
  read: <T>(key: string) => Promise<T | undefined>,
  readAccounts: () => Promise<AccountRow[]>,
): Promise<Standing> {
  const rows = await readAccounts();
  const { routes, staffedHours, thresholds, links, review } = alertSettingsSchema.parse(
    (await read<AlertSettings>(ALERT_SETTINGS)) ?? {},
  );
  const installation = normalised({
    accounts: rows.map(settingOf),
    selection: (await read<Installation["selection"]>(SETTING_KEYS.selection)) ?? NOTHING_SET.selection,
    owners: (await read<Installation["owners"]>(SETTING_KEYS.owners)) ?? NOTHING_SET.owners,
    reading: (await read<Installation["reading"]>(SETTING_KEYS.reading)) ?? NOTHING_SET.reading,
    routes,
    staffedHours,
    thresholds,
    links,
    review,
  });
  return {
    installation,
    version: versionOf(installation),
    byNumber: new Map(rows.map((row) => [row.awsAccountId, row])),
    fromFile: new Set(rows.filter((row) => row.source === "file").map((row) => row.awsAccountId)),
  };
}

/** The same settings have the same version, however they are spelled. */
export function versionOf(installation: Installation): string {
  const { accounts, selection, owners, reading, ...alerting } = normalised(installation);
  const { routes, staffedHours, thresholds, links, review } = alerting;
  const text = JSON.stringify([accounts, selection, owners, reading, routes, staffedHours, thresholds, links, review]);
  return `cfg-${createHash("sha256").update(text).digest("hex").slice(0, 32)}`;
}

function settingOf(row: AccountRow): AccountSetting {
  const short = (role: string | null) => (role === null ? null : shortRole(role, row.awsAccountId));
  return {
    account: row.awsAccountId,
    name: row.name,
    environment: row.environment,
    production: row.isProduction,
    regions: row.regions,
    roles: { read: short(row.readRoleArn), inspect: short(row.inspectRoleArn), operate: short(row.operateRoleArn) },
  };
}
