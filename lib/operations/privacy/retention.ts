import { Conflict } from "@/lib/core/errors";
import { EXECUTION_DAYS, KINDS, RETENTION_KINDS } from "@/lib/core/privacy/kinds";
import { appendAudit } from "@/lib/db/audit";
import type { Sql } from "@/lib/db/connect";
import { notifyIntent } from "@/lib/db/notify";
import { countCopiesLeft } from "@/lib/db/retention";
import { lockSetting, putSetting, putSettingOnce } from "@/lib/db/settings";
import { command, question } from "../operation";
import { countDue } from "./count-due";
import { type KeptRules, NEVER_SET, RULES_SETTING, readRetention, readRound } from "./retention-rules";

export const getRetention = question("getRetention", async (ctx) => {
  return show(ctx.db);
});

export const previewRetention = question("previewRetention", async (ctx, rules) => {
  return countDue(ctx.db, rules);
});

/** Replaces the rules. The audit entry shows both, and how many things go by the new ones. */
export const putRetention = command("putRetention", async (ctx, tx, { ifVersion, ...rules }) => {
  await putSettingOnce(tx, RULES_SETTING, NEVER_SET);
  const before = (await lockSetting<KeptRules>(tx, RULES_SETTING)) ?? NEVER_SET;
  if (before.version !== ifVersion)
    throw new Conflict("settings-changed", "Somebody changed the retention meanwhile. Read it again.", {
      version: before.version,
    });
  const { kinds } = await countDue(tx, rules);
  const after: KeptRules = {
    version: before.version + 1,
    rules,
    changedAt: ctx.now().toISOString(),
    changedBy: ctx.actor.name,
  };
  await putSetting(tx, RULES_SETTING, after, ctx.actor.id);
  await appendAudit(tx, ctx, {
    action: "retention.changed",
    objectKind: "retention",
    detail: {
      before: before.rules,
      after: rules,
      version: after.version,
      goes: Object.fromEntries(kinds.map(({ kind, goes }) => [kind, goes])),
    },
  });
  await notifyIntent(tx, { topic: "retention", id: "retention", accountId: null });
  return show(tx);
});

async function show(db: Sql) {
  const { rules, ...kept } = await readRetention(db);
  return {
    ...kept,
    ...rules,
    kinds: RETENTION_KINDS.map((kind) => ({
      kind,
      name: KINDS[kind].name,
      lies: KINDS[kind].lies,
      mostDays: kind === "executions" ? EXECUTION_DAYS : null,
    })),
    lastRound: await readRound(db),
    secondCopiesLeft: await countCopiesLeft(db),
  };
}
