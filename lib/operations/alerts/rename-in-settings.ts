import type { AlertSettings } from "@/lib/contract/alert-settings";
import { appendAudit } from "@/lib/db/audit";
import type { Tx } from "@/lib/db/connect";
import { lockSetting, putSetting } from "@/lib/db/settings";
import type { Ctx } from "../context";
import { ALERT_SETTINGS, alertSettingsOf } from "./settings";

/**
 * Routes and the review name channels: they go on naming one that has another name now, or nobody would be told by it any more. Part
 * of the transaction that renames it; changes nothing where nothing names it.
 */
export async function renameInSettings(ctx: Ctx, tx: Tx, from: string, to: string): Promise<void> {
  if (from === to) return;
  await lockSetting(tx, ALERT_SETTINGS);
  const settings = await alertSettingsOf(tx);
  const { routes, review } = settings;
  const named = routes.filter(({ channels }) => channels.includes(from)).map(({ name }) => name);
  const isInReview = review?.channels.includes(from) ?? false;
  if (named.length === 0 && !isInReview) return;
  const renamed = (names: readonly string[]) => [...new Set(names.map((name) => (name === from ? to : name)))];
  const after: AlertSettings = {
    ...settings,
    routes: routes.map((route) => ({ ...route, channels: renamed(route.channels) })),
    review: review && { ...review, channels: renamed(review.channels) },
  };
  await putSetting(tx, ALERT_SETTINGS, after, ctx.actor.id);
  const sections = [...(named.length > 0 ? ["routes"] : []), ...(isInReview ? ["review"] : [])];
  const detail = { sections, channelRenamed: { from, to }, routes: named };
  await appendAudit(tx, ctx, { action: "alert-settings.changed", objectKind: "alert-settings", detail });
}
