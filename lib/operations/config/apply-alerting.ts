import { alertSettingsSchema } from "@/lib/contract/alert-settings";
import type { ConfigDocument } from "@/lib/contract/config-document";
import { holds } from "@/lib/core/actor";
import { ALERT_LISTS, type AlertSections, normalisedSections } from "@/lib/core/config/alert-sections";
import { diffSettings } from "@/lib/core/config/diff";
import type { Installation, SettingsDocument } from "@/lib/core/config/settings";
import { Forbidden } from "@/lib/core/errors";
import type { Tx } from "@/lib/db/connect";
import { notifyIntent } from "@/lib/db/notify";
import { getSetting, putSetting } from "@/lib/db/settings";
import { ALERT_SETTINGS } from "../alerts/settings";
import type { Ctx } from "../context";

/** Who may change accounts may not for that reason decide who is woken. */
export function refuseUnlessMayAlert({ actor }: Ctx, document: SettingsDocument): void {
  const isSaid = ALERT_LISTS.some((name) => document[name] !== undefined) || document.review !== undefined;
  if (isSaid && !holds(actor, "alerts.manage"))
    throw new Forbidden(
      "forbidden",
      "The file has routes, staffed hours, thresholds, links or the review: that needs the right to manage alerts.",
      { capability: "alerts.manage" },
    );
}

/** Sets the sections about alerts that a document has and that differ; the conditions are judged anew at once. */
export async function applyAlerting(ctx: Ctx, tx: Tx, document: SettingsDocument, before: Installation): Promise<void> {
  const said = normalisedSections(document);
  if (diffSettings(before, said).length === 0) return;
  const now = alertSettingsSchema.parse((await getSetting(tx, ALERT_SETTINGS)) ?? {});
  await putSetting(tx, ALERT_SETTINGS, { ...now, ...said }, ctx.actor.id);
  await notifyIntent(tx, { topic: "alerts", id: ALERT_SETTINGS, accountId: null });
}

/** The sections in the words of the contract: the same, with lists that may be written to. */
export function alertSectionsOf(sections: AlertSections): Pick<ConfigDocument, keyof AlertSections> {
  const { routes, staffedHours, thresholds, links, review } = alertSettingsSchema.parse(sections);
  return { routes, staffedHours, thresholds, links, review };
}
