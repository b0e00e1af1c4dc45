import { normalised } from "@/lib/core/config/settings";
import { previewOf } from "@/lib/core/selection/preview";
import { EVERYTHING_SELECTED, type Selection } from "@/lib/core/selection/selection";
import { appendAudit } from "@/lib/db/audit";
import { notifyChange } from "@/lib/db/notify";
import { countListed, type ListedName, listListedPlaces, listNamesInScope } from "@/lib/db/selection-counts";
import { lockSetting, putSetting, putSettingOnce } from "@/lib/db/settings";
import { command, question } from "../operation";
import { applySelection, readSelection, SELECTION_SETTING } from "../selecting/apply-selection";
import { visibleLines } from "../selecting/visible-lines";
import { isFromFile } from "./from-file";

const LEFT_OUT_SHOWN = 20;

/** The selection with its counts; of one about accounts outside the actor's scope, only the lines that can be about his. */
export const getSelection = question("getSelection", async ({ db, actor }) => {
  const { selection = EVERYTHING_SELECTED } = normalised({ selection: await readSelection(db) });
  const visible = await visibleLines(db, actor.scope);
  const shown = { include: visible(selection.include), exclude: visible(selection.exclude) };
  const [counts, fromFile] = await Promise.all([
    countListed(db, actor.scope),
    isFromFile(db, "selection", { selection }),
  ]);
  return { selection: shown, counts, isFromFile: fromFile };
});

/** What a selection would look at, judged by the names that were listed last. Nothing is changed, AWS is not asked. */
export const previewSelection = question("previewSelection", async ({ db, actor }, { selection }) => {
  const [names, places] = await Promise.all([listNamesInScope(db, actor.scope), listListedPlaces(db, actor.scope)]);
  const preview = previewOf(selection, names);
  const [listed, selected] = [countByPlace(names), countByPlace(preview.selected)];
  return {
    counts: { listedCount: names.length, selectedCount: preview.selected.length },
    places: places.map((place) => ({
      ...place,
      listedCount: listed.get(keyOf(place)) ?? 0,
      selectedCount: selected.get(keyOf(place)) ?? 0,
    })),
    lines: [...preview.lines],
    leftOut: preview.leftOut.slice(0, LEFT_OUT_SHOWN).map(({ name }) => name),
  };
});

/** Changes which queues are looked at and decides anew for all that are listed, in one step. */
export const setSelection = command("setSelection", async (ctx, tx, input) => {
  const { selection: after } = normalised({ selection: input.selection });
  // The row must be there to be locked: two changes take turns, and each audit entry tells what it really replaced.
  await putSettingOnce(tx, SELECTION_SETTING, EVERYTHING_SELECTED);
  const before = await lockSetting<Selection>(tx, SELECTION_SETTING);
  await putSetting(tx, SELECTION_SETTING, after, ctx.actor.id);
  const counts = await applySelection(tx, after ?? EVERYTHING_SELECTED);
  await appendAudit(tx, ctx, {
    action: "selection.changed",
    objectKind: "selection",
    detail: { before, after, ...counts },
  });
  await notifyChange(tx, { topic: "queue", id: "*", accountId: null });
  return { counts };
});

function countByPlace(names: readonly ListedName[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(keyOf(name), (counts.get(keyOf(name)) ?? 0) + 1);
  return counts;
}

function keyOf({ accountId, region }: { accountId: string; region: string }): string {
  return `${accountId} ${region}`;
}
