import { normalised, type SettingsDocument } from "@/lib/core/config/settings";
import type { Sql } from "@/lib/db/connect";
import { getSetting } from "@/lib/db/settings";
import { APPLIED_KEY, type AppliedConfig } from "../config/settings-keys";

/** Whether this part of the settings is what the file that was applied last says: whoever changes it makes it drift. */
export async function isFromFile(db: Sql, part: "selection" | "reading", standing: SettingsDocument): Promise<boolean> {
  const applied = await getSetting<AppliedConfig | null>(db, APPLIED_KEY);
  // The database keeps keys in an order of its own.
  const spelled = (document: SettingsDocument) => JSON.stringify(normalised(document)[part]);
  return applied?.document[part] !== undefined && spelled(applied.document) === spelled(standing);
}
