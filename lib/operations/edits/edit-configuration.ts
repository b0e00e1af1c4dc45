import { Conflict } from "@/lib/core/errors";
import type { PlanConfiguration } from "@/lib/core/plans/plan-hash";
import { sha256Of } from "@/lib/db/bodies";
import type { Sql } from "@/lib/db/connect";
import { listEditFacts } from "@/lib/db/edits";

/** What a plan relies on of the edited copies that it sends, so that its hash holds them: empty where it sends none. */
export async function editConfiguration(db: Sql, editIds: readonly string[]): Promise<PlanConfiguration> {
  if (editIds.length === 0) return {};
  const facts = await listEditFacts(db, editIds);
  const gone = editIds.length - facts.filter(({ isUsable }) => isUsable).length;
  if (gone > 0)
    throw new Conflict(
      "plan-changed",
      `${gone} edited copies are not there any more, or their originals have changed. Edit again.`,
    );
  const names = [...new Set(facts.flatMap(({ sensitiveNames }) => sensitiveNames))].sort();
  return {
    edit: [...new Set(facts.map(({ editSetId }) => editSetId))].join(", "),
    "edited copies": `sha256:${sha256Of(facts.map(({ id, wholeSha256 }) => `${id} ${wholeSha256}`).join("\n"))}`,
    ...(names.length > 0 ? { "sensitive attributes changed": names.join(", ") } : {}),
  };
}
