import type { AlertDetail } from "@/lib/contract/alerts";
import { may } from "@/lib/core/actor";
import { routeInWords } from "@/lib/core/alerts/route-in-words";
import { NotFound } from "@/lib/core/errors";
import { listAlertEvents } from "@/lib/db/alert-reading";
import { listNotifications, reachOf } from "@/lib/db/notification-list";
import { onAlert } from "../on";
import { question } from "../operation";
import { storyOf } from "./alert-story";
import { readWhole, showAlert, showReason } from "./alert-view";

/** One alert as far as the actor's scope reaches; whom it was told to only for who manages channels. */
export const getAlert = question(
  "getAlert",
  async (ctx, { id }): Promise<AlertDetail> => {
    const { scope } = ctx.actor;
    const whole = (await readWhole(ctx.db, scope, [id])).get(id);
    if (!whole) throw new NotFound("alert", id);
    const shown = showAlert(whole);
    const isWhole = (shown.hiddenReasonCount ?? 0) === 0;
    const { suspect, lastRun, timeToLoss, lossAt, links } = await storyOf(ctx.db, scope, whole.reasons, ctx.now());
    return {
      ...shown,
      reasons: whole.reasons.map((reason) => showReason(reason, whole.pipelines)),
      events: await listAlertEvents(ctx.db, scope, id),
      notifications: may(ctx.actor, "alerts.manage")
        ? (await listNotifications(ctx.db, { alertId: id, limit: 200 })).items
        : [],
      links,
      suspect,
      lastRun,
      timeToLoss,
      lossAt,
      routeWords: routeInWords({
        ...shown,
        route: isWhole ? whole.alert.route : null,
        toldAt: whole.alert.toldAt,
        isWhole,
        reached: isWhole ? await reachOf(ctx.db, id) : null,
      }),
    };
  },
  onAlert,
);
