import { Conflict } from "@/lib/core/errors";
import { appendAudit } from "@/lib/db/audit";
import type { Sql } from "@/lib/db/connect";
import { lockMaskingSetting, MASKING_SETTING } from "@/lib/db/masking";
import { putSetting } from "@/lib/db/settings";
import { command, question } from "../operation";
import { AS_DELIVERED, type MaskingSetting, maskingVersion, readMaskingSetting } from "./masking";
import { askForRemask, remaskProgress } from "./remask-progress";

export const getMaskingRules = question("getMaskingRules", async (ctx) =>
  show(ctx.db, await readMaskingSetting(ctx.db)),
);

/**
 * Replaces all rules. Two at once take turns; the second is refused when it named the version that the first changed. From
 * the commit on nothing is kept or shown by the old ones; what was kept by them the worker masks again.
 */
export const putMaskingRules = command("putMaskingRules", async (ctx, tx, { rules, ifVersion }) => {
  const before = (await lockMaskingSetting<MaskingSetting>(tx)) ?? AS_DELIVERED;
  const version = maskingVersion(before.rules);
  if (ifVersion !== undefined && ifVersion !== version)
    throw new Conflict("settings-changed", "The masking rules have changed since you looked.", { version });
  if (maskingVersion(rules) === version) return show(tx, before);
  const after: MaskingSetting = { rules, changedAt: ctx.now().toISOString(), changedBy: ctx.actor.name };
  await putSetting(tx, MASKING_SETTING, after, ctx.actor.id);
  // Rules that were in force before may be so again: what was kept by those in between does not follow them.
  await askForRemask(tx);
  const detail = { before: before.rules, after: rules };
  await appendAudit(tx, ctx, { action: "masking.changed", objectKind: "masking-rules", detail });
  return show(tx, after);
});

async function show(db: Sql, { rules, changedAt, changedBy }: MaskingSetting) {
  const version = maskingVersion(rules);
  return {
    rules: [...rules],
    version,
    isDefault: changedAt === null,
    changedAt,
    changedBy,
    remask: await remaskProgress(db, version),
  };
}
