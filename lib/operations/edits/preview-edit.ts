import type { EditPreview, EditSample } from "@/lib/contract/edits";
import { appendAudit } from "@/lib/db/audit";
import { inTransaction, type Sql } from "@/lib/db/connect";
import type { Selectable } from "@/lib/db/messages";
import { findQueue } from "@/lib/db/queues";
import type { Ctx } from "../context";
import { question } from "../operation";
import { type Masking, readMasking } from "../privacy/masking";
import { sightOf } from "../privacy/sight";
import { type Edited, editEach, maySteps, mayWrite } from "./edit-each";
import { type Change, readChange } from "./read-change";
import { selectToEdit } from "./select-to-edit";
import { maskedCountOf, maskedSample, plainSample } from "./show-sample";
import { Tally } from "./tally";

const MOST_SAMPLES = 5;

/** What an edit would do: counted over all messages, shown of the first few, nothing kept. That they were read is audited. */
export const previewEdit = question("previewEdit", async (ctx, input): Promise<EditPreview> => {
  const change = readChange(input);
  const messages = await selectToEdit(ctx, ctx.db, change.selection);
  await noteReading(ctx, messages, change);
  const masking = await readMasking(ctx.db, ctx.keyring);
  const tally = new Tally();
  const samples: EditSample[] = [];
  const mayEdit = change.steps === null ? mayWrite(ctx, ctx.db) : maySteps(ctx, masking);
  await editEach(ctx, ctx.db, { ...change, messages, mayEdit }, async (edited) => {
    tally.add(edited);
    for (const one of edited)
      if (one.kind === "edited" && samples.length < MOST_SAMPLES)
        samples.push(await sampleOf(ctx, ctx.db, one, masking, change));
  });
  return {
    ...tally.counts,
    failures: tally.failures,
    samples,
    sensitiveNames: tally.sensitiveNames,
    notChecked: [...change.notChecked],
  };
});

async function sampleOf(
  ctx: Ctx,
  db: Sql,
  { message, whole, copy }: Extract<Edited, { kind: "edited" }>,
  masking: Masking,
  { make }: Change,
): Promise<EditSample> {
  const ids = { messageRowId: message.id, messageId: message.messageId };
  const { reveal } = await sightOf(ctx, db, message.id);
  return reveal !== null || maskedCountOf(whole, masking) === 0
    ? plainSample({ ...ids, whole, after: copy })
    : maskedSample({ ...ids, whole }, masking, make);
}

async function noteReading(ctx: Ctx, messages: readonly Selectable[], { steps }: Change): Promise<void> {
  const [first] = messages;
  if (!first) return;
  const isOne = messages.length === 1;
  const queue = await findQueue(ctx.db, first.queueId);
  await inTransaction(ctx.db, (tx) =>
    appendAudit(tx, ctx, {
      action: "body.read",
      objectKind: isOne ? "message" : "queue",
      objectId: isOne ? first.id : first.queueId,
      accountId: first.accountId,
      region: queue?.region ?? null,
      detail: {
        how: "preview of an edit",
        messageCount: messages.length,
        ...(isOne ? { messageId: first.messageId } : {}),
        stepCount: steps?.length ?? null,
      },
    }),
  );
}
