import { countAlerts, lastJudgedAt, listAlertIds } from "@/lib/db/alert-list";
import { question } from "../operation";
import { showAlerts } from "./alert-view";

export const listAlerts = question("listAlerts", async (ctx, filter) => {
  const { scope } = ctx.actor;
  const [page, counts, judgedAt] = await Promise.all([
    listAlertIds(ctx.db, scope, filter),
    countAlerts(ctx.db, scope),
    lastJudgedAt(ctx.db),
  ]);
  const ids = page.items.map(({ id }) => id);
  return { ...page, items: await showAlerts(ctx.db, scope, ids), ...counts, judgedAt };
});
