import { normalised } from "@/lib/core/config/settings";
import type { ReadingRule } from "@/lib/core/selection/reading";
import { appendAudit } from "@/lib/db/audit";
import { notifyChange } from "@/lib/db/notify";
import { getSetting, lockSetting, putSetting, putSettingOnce } from "@/lib/db/settings";
import { command, question } from "../operation";
import { applyReading, READING_SETTING } from "../selecting/apply-reading";
import { visibleLines } from "../selecting/visible-lines";
import { isFromFile } from "./from-file";

export const getReading = question("getReading", async ({ db, actor }) => {
  const { reading = [] } = normalised({ reading: (await getSetting<ReadingRule[]>(db, READING_SETTING)) ?? [] });
  const visible = await visibleLines(db, actor.scope);
  const seen = new Set(visible(reading.map(({ match }) => match)));
  return {
    rules: reading.filter(({ match }) => seen.has(match)),
    isFromFile: await isFromFile(db, "reading", { reading }),
  };
});

/** Changes which dead-letter queues may be read and acts on it in one step. The audit entry shows before and after. */
export const setReading = command("setReading", async (ctx, tx, { rules }) => {
  const { reading: after = [] } = normalised({ reading: rules });
  await putSettingOnce(tx, READING_SETTING, []);
  const before = (await lockSetting<ReadingRule[]>(tx, READING_SETTING)) ?? [];
  await putSetting(tx, READING_SETTING, after, ctx.actor.id);
  const counts = await applyReading(tx, after, before);
  await appendAudit(tx, ctx, {
    action: "reading.changed",
    objectKind: "reading",
    detail: { before, after, ...counts },
  });
  await notifyChange(tx, { topic: "queue", id: "*", accountId: null });
  return counts;
});
