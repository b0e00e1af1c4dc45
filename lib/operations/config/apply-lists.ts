import { diffSettings } from "@/lib/core/config/diff";
import { type Installation, normalised, type SettingsDocument } from "@/lib/core/config/settings";
import type { Tx } from "@/lib/db/connect";
import { putSetting } from "@/lib/db/settings";
import type { Ctx } from "../context";
import { applyReading } from "../selecting/apply-reading";
import { applySelection } from "../selecting/apply-selection";
import { applyAlerting } from "./apply-alerting";
import { SETTING_KEYS } from "./settings-keys";

/**
 * Sets the lists that a document has and that differ, and decides anew for the queues that they are about. Lines may name
 * accounts by name, so a renamed account is decided anew too. Owners are worked out by the worker when it judges next.
 */
export async function applyLists(ctx: Ctx, tx: Tx, document: SettingsDocument, before: Installation): Promise<void> {
  const { accounts, selection, owners, reading } = normalised(document);
  const put = (key: string, value: unknown) => putSetting(tx, key, value, ctx.actor.id);
  const differs = (part: SettingsDocument) => diffSettings(before, part).length > 0;
  const hasOtherAccounts = differs({ accounts });
  const hasOtherSelection = differs({ selection });
  const hasOtherReading = differs({ reading });

  if (owners && differs({ owners })) await put(SETTING_KEYS.owners, owners);
  if (selection && hasOtherSelection) await put(SETTING_KEYS.selection, selection);
  if (reading && hasOtherReading) await put(SETTING_KEYS.reading, reading);
  await applyAlerting(ctx, tx, document, before);
  if (hasOtherSelection || hasOtherAccounts) await applySelection(tx, selection ?? before.selection);
  if (hasOtherReading || hasOtherAccounts) await applyReading(tx, reading ?? before.reading, before.reading);
}
