import { appendAudit } from "@/lib/db/audit";
import { notifyIntent } from "@/lib/db/notify";
import { putSetting } from "@/lib/db/settings";
import { command } from "../operation";

/**
 * Asks the worker to judge the coverage now. The wish is kept: a worker that was not listening follows it within the
 * minute.
 */
export const judgeCoverage = command("judgeCoverage", async (ctx, tx) => {
  await putSetting(tx, "coverage-asked", { requestId: ctx.requestId }, ctx.actor.id);
  await appendAudit(tx, ctx, { action: "coverage.judge-requested", objectKind: "coverage" });
  await notifyIntent(tx, { topic: "coverage", id: "", accountId: null });
  return {};
});
