import { isDeepStrictEqual } from "node:util";
import type { ReceivedMessage } from "@/lib/aws/aws";
import { insertBodies, openBody, sha256Of } from "@/lib/db/bodies";
import type { Tx } from "@/lib/db/connect";
import {
  adoptCopies,
  commitDurably,
  type DrainTarget,
  insertDrained,
  listDrainTargets,
  replaceBodies,
} from "@/lib/db/drains";
import type { Keyring } from "@/lib/db/keyring";
import { fence } from "@/lib/db/leases";
import { keepMessages } from "../collecting/keep-messages";
import type { Draining } from "./draining";
import { refuseStopped } from "./reason-not-to-drain";

/** A received message that the vault keeps, committed and proved. */
export interface Kept {
  readonly message: ReceivedMessage;
  readonly vaultItemId: string;
  readonly hasSecondCopy: boolean;
  /** It was in the vault before: it came round again because its delete was not proved. */
  readonly wasKept: boolean;
}
export interface KeptBatch {
  readonly kept: readonly Kept[];
  /** Messages that are not ours to take, and why. */
  readonly left: readonly { readonly message: ReceivedMessage; readonly why: string }[];
  readonly newCount: number;
}

/**
 * Commits a batch in one transaction: index row, class, sealed body and vault item of each message, every copy opened again
 * and compared before the commit. A message that the vault has already is only compared. Dies the process before the commit,
 * nothing is there and the messages reappear; after it, they are recognised.
 */
export async function keepWhole(work: Draining, received: readonly ReceivedMessage[]): Promise<KeptBatch> {
  let batch: Omit<KeptBatch, "newCount"> = { kept: [], left: [] };
  const newCount = await keepMessages(work.ctx, work.scan, received, async (tx) => {
    await commitDurably(tx);
    await fence(tx, work.lease);
    await refuseStopped(tx, work);
    batch = await intoVault(work, tx, received);
  });
  return { ...batch, newCount };
}

interface Taken {
  readonly message: ReceivedMessage;
  readonly target: DrainTarget;
}

async function intoVault(work: Draining, tx: Tx, received: readonly ReceivedMessage[]) {
  const found = await listDrainTargets(
    tx,
    work.queue.id,
    received.map((message) => message.messageId),
    work.ctx.aws.secondCopies?.bucket ?? null,
  );
  const sorted = received.map((message) => {
    const target = found.find((one) => one.messageId === message.messageId);
    return { message, target, why: reasonToLeave(message, target) };
  });
  const taken = sorted.flatMap(({ message, target, why }): Taken[] => (why || !target ? [] : [{ message, target }]));
  return {
    kept: await keepTaken(work, tx, taken),
    left: sorted.flatMap(({ message, why }) => (why ? [{ message, why }] : [])),
  };
}

function reasonToLeave(message: ReceivedMessage, target: DrainTarget | undefined): string | undefined {
  if (!target) return "it could not be indexed";
  if (target.runNumber !== null) return `it belongs to run R-${target.runNumber}`;
  if (target.isErased) return "its content was erased here, so it is not taken again: discard it";
  // SQS never changes a body; an endpoint that does must not make us delete what we do not have.
  if (sha256Of(message.body) !== target.bodySha256) return "its body is another than the one that we know by this id";
  return undefined;
}

interface Planned extends Taken {
  readonly vaultItemId: string;
  readonly bodyId: string;
  readonly isNewBody: boolean;
}

async function keepTaken({ ctx, queue }: Draining, tx: Tx, taken: readonly Taken[]): Promise<Kept[]> {
  const planned: Planned[] = [];
  for (const one of taken) {
    const known = one.target.vaultBodyId ?? one.target.bodyId;
    const isWhole = known !== null && (await isProved(tx, ctx.keyring, known, one.message));
    planned.push({
      ...one,
      vaultItemId: one.target.vaultItemId ?? ctx.newId("vaultItem"),
      // What we have and cannot open is no copy: the message itself is still in our hands.
      bodyId: isWhole ? known : ctx.newId("body"),
      isNewBody: !isWhole,
    });
  }
  const sealing = planned.filter((one) => one.isNewBody);
  const bodies = sealing.map(({ bodyId, message: { body, attributes, system } }) => ({
    id: bodyId,
    whole: { body, attributes, system },
  }));
  await insertBodies(tx, ctx.keyring, queue, bodies, () => ctx.newId("dataKey"));
  for (const { bodyId, message } of sealing)
    if (!(await isProved(tx, ctx.keyring, bodyId, message)))
      throw new Error(`the vault copy of ${message.messageId} could not be verified`);
  await writeItems(tx, planned);
  return planned.map(({ message, target, vaultItemId, isNewBody }) => ({
    message,
    vaultItemId,
    hasSecondCopy: target.hasSecondCopy && !isNewBody,
    wasKept: target.isDrained,
  }));
}

async function writeItems(tx: Tx, planned: readonly Planned[]): Promise<void> {
  const isFresh = ({ target }: Planned) => target.vaultItemId === null;
  const fresh = planned.filter(isFresh);
  const known = planned.filter((one) => !isFresh(one));
  await insertDrained(
    tx,
    fresh.map(({ vaultItemId, bodyId, target }) => ({ id: vaultItemId, bodyId, messageRowId: target.messageRowId })),
  );
  await replaceBodies(
    tx,
    known.filter((one) => one.isNewBody),
  );
  await adoptCopies(
    tx,
    known.flatMap(({ target, vaultItemId }) => (target.isDrained ? [] : [vaultItemId])),
  );
}

/** Opens a kept copy and compares it with the message in our hands: body and attributes, byte for byte. */
async function isProved(tx: Tx, keyring: Keyring, bodyId: string, message: ReceivedMessage): Promise<boolean> {
  // It may have been sealed under a key that we do not hold, or have been damaged.
  const copy = await openBody(tx, keyring, bodyId).catch(() => undefined);
  return (
    copy !== undefined &&
    sha256Of(copy.body) === sha256Of(message.body) &&
    isDeepStrictEqual(copy.attributes, JSON.parse(JSON.stringify(message.attributes)))
  );
}
