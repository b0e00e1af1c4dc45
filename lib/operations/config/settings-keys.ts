import type { SettingsDocument } from "@/lib/core/config/settings";
import { READING_SETTING } from "../selecting/apply-reading";
import { SELECTION_SETTING } from "../selecting/apply-selection";

/** Where each part of the settings is kept; accounts have a table of their own. */
export const SETTING_KEYS = {
  selection: SELECTION_SETTING,
  owners: "owner-rules",
  reading: READING_SETTING,
} as const;
export const APPLIED_KEY = "config-applied";

/** The document that was applied last, normalised, with who did it. `null` in the database: the row is there to be locked. */
export interface AppliedConfig {
  readonly document: SettingsDocument & { readonly version: 1 };
  readonly at: string;
  readonly by: string;
  /** Of the settings right after. */
  readonly version: string;
}
