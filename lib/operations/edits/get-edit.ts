import type { EditSample, EditSet } from "@/lib/contract/edits";
import { scopeOf } from "@/lib/core/actor";
import { NotFound } from "@/lib/core/errors";
import { appendAudit } from "@/lib/db/audit";
import { openBodies } from "@/lib/db/bodies";
import { inTransaction } from "@/lib/db/connect";
import { type EditRow, type EditSetRow, getEditSet, listEdits } from "@/lib/db/edits";
import type { Ctx } from "../context";
import { onEdit } from "../on";
import { question } from "../operation";
import { sightOf } from "../privacy/sight";
import { maskedCountOf, maskedSample, plainSample } from "./show-sample";

const MOST_LISTED = 100;
const MOST_SAMPLES = 5;

/** An edit that was kept. Whoever may read bodies sees the first few copies beside their originals; that is audited. */
export const getEdit = question(
  "getEdit",
  async (ctx, { id }): Promise<EditSet> => {
    const set = await getEditSet(ctx.db, ctx.actor.scope, id);
    if (!set) throw new NotFound("edit", id);
    const listed = await listEdits(ctx.db, id, MOST_LISTED);
    const samples = (await mayRead(ctx, id)) ? await samplesOf(ctx, set, listed.slice(0, MOST_SAMPLES)) : [];
    const { recipe, hasTrace, madeByName, madeBy: _, madeByPerson: __, ...shown } = set;
    return {
      ...shown,
      steps: [...recipe],
      keepTrace: hasTrace,
      sensitiveNames: [...set.sensitiveNames],
      madeBy: madeByName,
      copies: listed.map(({ bodyId: _b, originalBodyId: _o, changedPaths, ...copy }) => ({
        ...copy,
        changedPaths: [...changedPaths],
      })),
      samples,
    };
  },
  onEdit,
);

async function mayRead({ actor, db }: Ctx, id: string): Promise<boolean> {
  return (await getEditSet(db, scopeOf(actor, "bodies.read"), id)) !== undefined;
}

async function samplesOf(ctx: Ctx, set: EditSetRow, edits: readonly EditRow[]): Promise<EditSample[]> {
  if (edits.length === 0) return [];
  await inTransaction(ctx.db, (tx) =>
    appendAudit(tx, ctx, {
      action: "body.read",
      objectKind: "edit",
      objectId: set.id,
      accountId: set.accountId,
      region: set.region,
      detail: { how: "edited copies", messageIds: edits.map(({ messageId }) => messageId) },
    }),
  );
  const wholes = await openBodies(
    ctx.db,
    ctx.keyring,
    edits.flatMap(({ bodyId, originalBodyId }) => [bodyId ?? [], originalBodyId ?? []].flat()),
  );
  const samples: EditSample[] = [];
  for (const { messageRowId, messageId, bodyId, originalBodyId } of edits) {
    const whole = wholes.get(originalBodyId ?? "");
    const after = wholes.get(bodyId ?? "") ?? null;
    if (!whole) continue;
    const { reveal, masking } = await sightOf(ctx, ctx.db, messageRowId);
    const isPlain =
      reveal !== null || maskedCountOf(whole, masking) + (after ? maskedCountOf(after, masking) : 0) === 0;
    const ids = { messageRowId, messageId };
    samples.push(isPlain ? plainSample({ ...ids, whole, after }) : maskedSample({ ...ids, whole }, masking, null));
  }
  return samples;
}
