import { alertSettingsSchema } from "@/lib/contract/alert-settings";
import { EVERYTHING } from "@/lib/core/access/scope";
import { reasonKey } from "@/lib/core/alerts/reason";
import { routeOf } from "@/lib/core/alerts/routing/route";
import { alertTitle } from "@/lib/core/alerts/title";
import { listAlertsSince, listKnownChannels, listReasonsOf } from "@/lib/db/alerts";
import { placesOf } from "@/lib/db/reason-places";
import { question } from "../operation";
import { readWhole } from "./alert-view";
import { alertSettingsOf } from "./settings";

/**
 * Who would be told of each alert of the last days by settings that are not saved: of all that ever belonged to it, by what is known of
 * its place now and the hour in which it opened. The sections that are not given are as they stand.
 */
export const previewRoute = question("previewRoute", async (ctx, { settings: given, days }) => {
  const said = Object.fromEntries(Object.entries(given).filter(([, section]) => section !== undefined));
  const { routes, staffedHours } = alertSettingsSchema.parse({ ...(await alertSettingsOf(ctx.db)), ...said });
  const routing = { routes, staffedHours, channels: await listKnownChannels(ctx.db) };
  const alerts = await listAlertsSince(ctx.db, new Date(ctx.now().getTime() - days * 86_400_000));
  const ids = alerts.map(({ id }) => id);
  const whole = await readWhole(ctx.db, EVERYTHING, ids);
  const reasons = await listReasonsOf(ctx.db, ids);
  const places = await placesOf(ctx.db, reasons);
  const byAlert = Map.groupBy(reasons, ({ alertId }) => alertId);
  const items = alerts.map(({ id, number, openedAt }) => {
    const placed = (byAlert.get(id) ?? []).flatMap((reason) => {
      const place = places.get(reasonKey(reason));
      return place ? [{ ...reason, place }] : [];
    });
    const { route, channels, severity, why, mute } = routeOf(placed, routing, new Date(openedAt));
    return {
      alertId: id,
      number,
      title: alertTitle(whole.get(id)?.reasons ?? []),
      route,
      channels: channels.map(({ name }) => name),
      severity: mute === null ? severity : ("none" as const),
      why,
    };
  });
  const count = (kind: (typeof items)[number]["severity"]) => items.filter(({ severity }) => severity === kind).length;
  return { items, pageCount: count("page"), notifyCount: count("notify"), quietCount: count("none") };
});
