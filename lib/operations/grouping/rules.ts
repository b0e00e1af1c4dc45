import { Conflict } from "@/lib/core/errors";
import { appendAudit } from "@/lib/db/audit";
import { lockSetting, putSetting, putSettingOnce } from "@/lib/db/settings";
import { command, question } from "../operation";
import { type GroupingSetting, NO_RULES, RULES_SETTING, readGroupingRules, rulesHash } from "./read-rules";

export const listGroupingRules = question("listGroupingRules", async (ctx) => {
  return show(await readGroupingRules(ctx.db));
});

/** Replaces all rules. Two at once take turns; the second is refused when it named the version that the first changed. */
export const putGroupingRules = command("putGroupingRules", async (ctx, tx, { rules, ifVersion }) => {
  await putSettingOnce(tx, RULES_SETTING, NO_RULES);
  const before = (await lockSetting<GroupingSetting>(tx, RULES_SETTING)) ?? NO_RULES;
  const version = rulesHash(before.rules);
  if (ifVersion !== undefined && ifVersion !== version)
    throw new Conflict("settings-changed", "The grouping rules have changed since you looked.", { version });
  if (rulesHash(rules) === version) return show(before);
  const after: GroupingSetting = { rules, changedAt: ctx.now().toISOString(), changedBy: ctx.actor.name };
  await putSetting(tx, RULES_SETTING, after, ctx.actor.id);
  const detail = { before: before.rules, after: rules };
  await appendAudit(tx, ctx, { action: "grouping.changed", objectKind: "grouping-rules", detail });
  return show(after);
});

function show({ rules, changedAt, changedBy }: GroupingSetting) {
  return { rules: [...rules], version: rulesHash(rules), changedAt, changedBy };
}
