import { personOf } from "@/lib/core/actor";
import { stepInWords } from "@/lib/core/edit/recipe";
import { messageBytes } from "@/lib/core/edit/sendable";
import { Conflict, Invalid } from "@/lib/core/errors";
import { appendAudit } from "@/lib/db/audit";
import { insertBodies, sha256Of } from "@/lib/db/bodies";
import type { Tx } from "@/lib/db/connect";
import { holdForEdit, insertEditSet, type NewEdit, type NewEditSet } from "@/lib/db/edits";
import type { Selectable } from "@/lib/db/messages";
import { findQueue } from "@/lib/db/queues";
import type { Ctx } from "../context";
import { command, type ParsedInput } from "../operation";
import { type Masking, readMasking } from "../privacy/masking";
import { type Edited, editEach, maySteps, mayWrite } from "./edit-each";
import { type Change, readChange } from "./read-change";
import { selectToEdit } from "./select-to-edit";
import { Tally } from "./tally";

type Input = ParsedInput<"prepareEdit">;
type Clean = Extract<Edited, { kind: "edited" }>;

/** Keeps the edited copies of all messages that change cleanly; the others are counted and left out. Nothing reaches AWS. */
export const prepareEdit = command("prepareEdit", async (ctx, tx, input) => {
  const change = readChange(input);
  const messages = await hold(ctx, tx, change);
  const [first] = messages;
  const queue = first && (await findQueue(tx, first.queueId));
  if (!first || !queue) throw new Conflict("plan-not-applicable", "These messages are not in their queue any more.");
  const masking = await readMasking(tx, ctx.keyring);
  const tally = new Tally();
  const edits: NewEdit[] = [];
  const mayEdit = change.steps === null ? mayWrite(ctx, tx) : maySteps(ctx, masking);
  await editEach(ctx, tx, { ...change, messages, mayEdit }, async (edited) => {
    tally.add(edited);
    const clean = edited.filter((one) => one.kind === "edited");
    edits.push(...(await keepCopies(ctx, tx, queue, clean, masking)));
  });
  refuseEmpty(tally, change);
  refuseUnconfirmed(tally, input);
  const set = setOf(ctx, input, { change, tally, edits, queue, masking });
  await insertEditSet(tx, set, edits);
  await noteEdit(ctx, tx, set, queue.region);
  const { counts, failures } = tally;
  return {
    editSetId: set.id,
    queueId: queue.id,
    ...counts,
    failures,
    digest: set.digest,
    notChecked: [...change.notChecked],
  };
});

/** The messages as they are once nobody can erase them any more. */
async function hold(ctx: Ctx, tx: Tx, { selection }: Change): Promise<Selectable[]> {
  const messageIds = (await selectToEdit(ctx, tx, selection)).map(({ id }) => id);
  await holdForEdit(tx, messageIds);
  return selectToEdit(ctx, tx, { messageIds });
}

async function keepCopies(
  ctx: Ctx,
  tx: Tx,
  queue: { readonly id: string; readonly accountId: string },
  clean: readonly Clean[],
  masking: Masking,
): Promise<NewEdit[]> {
  const kept = clean.map(({ message, copy: { body, attributes, paths } }) => ({
    whole: { body, attributes, system: {} },
    edit: {
      id: ctx.newId("edit"),
      messageRowId: message.id,
      bodyId: ctx.newId("body"),
      originalSha256: message.bodySha256,
      editedSha256: sha256Of(body),
      wholeSha256: sha256Of(JSON.stringify([body, Object.entries(attributes).sort(([a], [b]) => (a < b ? -1 : 1))])),
      editedBytes: messageBytes({ body, attributes }),
      attributeCount: Object.keys(attributes).length,
      changedPaths: paths.map((path) => masking.forKeeping.text(path)),
    },
  }));
  const bodies = kept.map(({ whole, edit }) => ({ id: edit.bodyId, whole }));
  await insertBodies(tx, ctx.keyring, queue, bodies, () => ctx.newId("dataKey"));
  return kept.map(({ edit }) => edit);
}

function refuseEmpty({ counts, failures }: Tally, { steps }: Change): void {
  if (counts.editedCount > 0) return;
  const why = failures[0]?.reason ?? "the edit finds nothing to do";
  throw new Invalid(`Nothing was edited: ${why}.`, [{ field: steps === null ? "written" : "recipe", message: why }]);
}

function refuseUnconfirmed({ sensitiveNames }: Tally, { confirmed }: Input): void {
  const missing = sensitiveNames.filter((name) => !confirmed.includes(name));
  if (missing.length > 0)
    throw new Invalid(
      `Others rely on these attributes: ${missing.join(", ")}. Confirm that you mean to change them.`,
      missing.map((name) => ({ field: "confirmed", message: `must name ${name}` })),
    );
}

interface Kept {
  readonly change: Change;
  readonly tally: Tally;
  readonly edits: readonly NewEdit[];
  readonly queue: { readonly id: string; readonly accountId: string };
  readonly masking: Masking;
}

function setOf(ctx: Ctx, input: Input, { change, tally, edits, queue, masking }: Kept): NewEditSet {
  const steps = change.steps?.map(stepInWords) ?? ["written anew by hand"];
  const digest = edits.map((edit) => `${edit.messageRowId} ${edit.originalSha256} ${edit.wholeSha256}`).sort();
  return {
    ...tally.counts,
    id: ctx.newId("editSet"),
    accountId: queue.accountId,
    queueId: queue.id,
    classId: input.selection && "classId" in input.selection ? input.selection.classId : null,
    recipe: steps.map((step) => masking.forKeeping.text(step)),
    hasTrace: input.keepTrace,
    sensitiveNames: tally.sensitiveNames,
    digest: `sha256:${sha256Of(digest.join("\n"))}`,
    madeBy: ctx.actor.id,
    madeByName: ctx.actor.name,
    madeByPerson: personOf(ctx.actor),
  };
}

function noteEdit(ctx: Ctx, tx: Tx, set: NewEditSet, region: string): Promise<void> {
  const { editedCount, unchangedCount, failedCount, digest, sensitiveNames, hasTrace: keepTrace } = set;
  return appendAudit(tx, ctx, {
    action: "edit.prepared",
    objectKind: "edit",
    objectId: set.id,
    accountId: set.accountId,
    region,
    detail: {
      itemCount: editedCount,
      ...{ unchangedCount, failedCount, digest, sensitiveNames, keepTrace },
      queueId: set.queueId,
      steps: set.recipe,
    },
  });
}
