import { createHash } from "node:crypto";
import type { ReceivedMessage } from "@/lib/aws/aws";
import { rescueOutcome } from "@/lib/core/losses/rescue-outcome";
import { appendAudit } from "@/lib/db/audit";
import { insertBodies, openBody, sha256Of } from "@/lib/db/bodies";
import { inTransaction, type Tx } from "@/lib/db/connect";
import { fence } from "@/lib/db/leases";
import { countCopies, countSaved, listUnsaved } from "@/lib/db/losses";
import { saveDriverState } from "@/lib/db/runs";
import { insertVaultItems } from "@/lib/db/vault";
import type { Slice } from "../../collecting/read-slice";
import { lookInto, reasonNotToRead } from "../../collecting/scan-queue";
import { sessionFor } from "../../polling/target";
import type { WorkerCtx } from "../../worker-context";
import type { Driver, DriverSession, Step, Work } from "./driver";

/** Looks in a row that copied nothing new before the rest counts as unreachable. */
const MOST_IDLE_LOOKS = 2;

/**
 * Rescue: every message that a look can reach is copied whole to the vault and given back; nothing is sent or deleted. A
 * message with a kept copy is never copied twice, so a run that was broken off simply looks again.
 */
export const rescue: Driver = {
  name: "rescue",
  async open(work) {
    const { ctx, account, queue, plan, run } = work;
    const reading = sessionFor(ctx, { account, region: run.region }, "read", "collect");
    const no = await reasonNotToRead(queue, plan.reason, reading);
    return no ? refusing(no) : rescuing(work);
  },
};

function rescuing(work: Work): DriverSession {
  // Whoever loses the lease stops receiving: somebody else may look by now.
  const ctx: WorkerCtx = { ...work.ctx, signal: work.signal };
  let idleLooks = 0;
  return {
    async advance(): Promise<Step> {
      const copiedIds: string[] = [];
      const look = { scanId: ctx.newId("scan"), isScheduled: work.run.requestedBy.startsWith("policy:") };
      const slice = await lookInto(ctx, work.queue, look, work.aws, async (messages) => {
        copiedIds.push(...(await keepCopies(work, messages)));
      });
      idleLooks = copiedIds.length > 0 ? 0 : idleLooks + 1;
      const isAll = slice.isComplete || (work.queue.isFifo && slice.stoppedBecause === "quiet");
      const isOver = isAll || idleLooks >= MOST_IDLE_LOOKS;
      await noteProgress(work, slice, copiedIds, isOver);
      return { kind: isOver && !work.signal.aborted ? "sent-all" : "more" };
    },
    async cancel() {},
    async close() {},
  };
}

/** Copies what has no kept copy yet, and proves each copy by opening it, in one transaction. Returns the message ids. */
function keepCopies({ ctx, lease, queue, run }: Work, received: readonly ReceivedMessage[]): Promise<string[]> {
  return inTransaction(ctx.db, async (tx) => {
    await fence(tx, lease);
    const unsaved = await listUnsaved(
      tx,
      queue.id,
      received.map((message) => message.messageId),
    );
    const copies = unsaved.flatMap(({ id: messageRowId, messageId }) => {
      const message = received.find((one) => one.messageId === messageId);
      return message ? [{ id: ctx.newId("vaultItem"), bodyId: ctx.newId("body"), messageRowId, message }] : [];
    });
    const bodies = copies.map(({ bodyId, message: { body, attributes, system } }) => ({
      id: bodyId,
      whole: { body, attributes, system },
    }));
    await insertBodies(tx, ctx.keyring, queue, bodies, () => ctx.newId("dataKey"));
    for (const { bodyId, message } of copies) await prove(tx, ctx, bodyId, message);
    if (copies.length > 0) await insertVaultItems(tx, { id: run.id, reason: "rescued" }, copies);
    return copies.map(({ message }) => message.messageId);
  });
}

/** A copy that does not open to the very body is no copy: the batch is rolled back and met again. */
async function prove(tx: Tx, ctx: WorkerCtx, bodyId: string, message: ReceivedMessage): Promise<void> {
  const copy = await openBody(tx, ctx.keyring, bodyId);
  if (!copy || sha256Of(copy.body) !== sha256Of(message.body))
    throw new Error(`the vault copy of ${message.messageId} could not be verified`);
}

async function noteProgress(work: Work, slice: Slice, copiedIds: readonly string[], isOver: boolean): Promise<void> {
  const { ctx, run, queue, aws } = work;
  const { visible, inFlight, delayed } = await aws.sqs.attributes(queue.url);
  const [copiedCount, savedCount] = [await countCopies(ctx.db, run.id), await countSaved(ctx.db, queue.id)];
  const waitingCount = Math.max(slice.approximateCount ?? 0, visible + inFlight + delayed);
  const counts = { copiedCount, savedCount, waitingCount };
  const { text, unreachedCount } = rescueOutcome({ ...counts, isFifo: queue.isFifo });
  await inTransaction(ctx.db, async (tx) => {
    await saveDriverState(tx, run.id, {
      movedCount: copiedCount,
      toMoveCount: Math.max(waitingCount, savedCount),
      unreachedCount,
      ...(isOver ? { outcome: text } : {}),
    });
    await appendAudit(tx, ctx, {
      action: "run.batch",
      objectKind: "run",
      objectId: run.id,
      accountId: run.accountId,
      region: run.region,
      runId: run.id,
      detail: {
        copied: copiedIds.length,
        received: slice.receivedCount,
        messageIdsSha256: createHash("sha256").update(copiedIds.join("\n")).digest("hex"),
      },
    });
  });
}

function refusing(reason: string): DriverSession {
  return { advance: async () => ({ kind: "failed", reason }), cancel: async () => {}, close: async () => {} };
}
