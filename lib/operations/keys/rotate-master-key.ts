import { Conflict, Invalid } from "@/lib/core/errors";
import { type AuditWriter, appendAudit } from "@/lib/db/audit";
import { type Db, inTransaction, type Tx } from "@/lib/db/connect";
import { connectedWithout } from "@/lib/db/key-holders";
import { lockRotation, type Rotation, rewrapDataKeys, saveRotation, switchMasterKey } from "@/lib/db/key-rotation";
import type { Keyring } from "@/lib/db/keyring";
import { currentMasterKeyId, masterKeyUses } from "@/lib/db/master-key";

/** What keys are worked on with: the database as the worker sees it, and every master key that is in use. */
export interface KeyCtx extends AuditWriter {
  readonly db: Db;
  readonly keyring: Keyring;
}
export interface RotationWish {
  readonly to: string;
  /** Tells this attempt from any other. */
  readonly holder: string;
  /** Goes on although somebody is connected who does not hold the new key. */
  readonly isForced?: boolean;
  readonly batchSize?: number;
  /** Called after each batch that was committed. */
  readonly onBatch?: (dataKeyCount: number) => void;
}

const BATCH_SIZE = 200;
/** Queues that got their first message since the last batch. */
const LATE_AT_MOST = 100_000;

/**
 * Wraps every data key and the root secret under the key `to`, which the database then works with; undefined when that was
 * so before. Each batch is a transaction of its own: ended anywhere, the next call goes on where this one stopped. Refuses
 * while another rotation is at work, and when a key that is needed is not held: by the caller, or the new one by a process that is connected.
 */
export async function rotateMasterKey(ctx: KeyCtx, wish: RotationWish): Promise<Rotation | undefined> {
  await checkHeld(ctx, wish.to);
  if (!wish.isForced) await checkHolders(ctx, wish.to);
  if (!(await claim(ctx, wish))) return undefined;
  for (;;) {
    const { rotation, count } = await inTransaction(ctx.db, (tx) => rewrapSome(tx, ctx, wish));
    if (count === 0) break;
    wish.onBatch?.(rotation.dataKeyCount);
  }
  return inTransaction(ctx.db, (tx) => finish(tx, ctx, wish));
}

async function checkHeld({ db, keyring }: KeyCtx, to: string): Promise<void> {
  const needed = [
    to,
    await currentMasterKeyId(db, keyring),
    ...(await masterKeyUses(db)).map((use) => use.masterKeyId),
  ];
  const lacking = [...new Set(needed)].filter((id) => !keyring.held.includes(id));
  if (lacking.length === 0) return;
  throw new Invalid(
    `The environment of this command holds ${keyring.held.join(", ")}, but not ${lacking.join(", ")}. Give it the old keys and the new one.`,
  );
}

async function checkHolders({ db }: KeyCtx, to: string): Promise<void> {
  const without = await connectedWithout(db, to);
  if (without.length === 0) return;
  throw new Conflict(
    "unavailable",
    `Connected without ${to}: ${without.join(" and ")}. It could not read what is wrapped anew. Give the new key to every process, restart it, and run this again.`,
  );
}

/** Notes who rotates to which key; false when there is nothing to do. */
function claim({ db, keyring }: KeyCtx, { to, holder }: RotationWish): Promise<boolean> {
  return inTransaction(db, async (tx) => {
    const before = await lockRotation(tx);
    if (before && before.rotation.holder !== holder && before.waitSeconds > 0)
      throw new Conflict(
        "unavailable",
        `A rotation to ${before.rotation.to} is at work, begun by ${before.rotation.holder}. If it has died, run this again in ${before.waitSeconds} seconds.`,
      );
    const from = await currentMasterKeyId(tx, keyring);
    const isDone = from === to && (await masterKeyUses(tx)).every(({ masterKeyId }) => masterKeyId === to);
    if (isDone && !before) return false;
    const dataKeyCount = before?.rotation.to === to ? before.rotation.dataKeyCount : 0;
    await saveRotation(tx, { from, to, holder, dataKeyCount });
    return true;
  });
}

async function rewrapSome(tx: Tx, { keyring }: KeyCtx, wish: RotationWish) {
  const before = await stillMine(tx, wish);
  const count = await rewrapDataKeys(tx, keyring, wish.to, wish.batchSize ?? BATCH_SIZE);
  const rotation = { ...before, dataKeyCount: before.dataKeyCount + count };
  await saveRotation(tx, rotation);
  return { rotation, count };
}

async function finish(tx: Tx, ctx: KeyCtx, wish: RotationWish): Promise<Rotation> {
  const before = await stillMine(tx, wish);
  await switchMasterKey(tx, ctx.keyring, wish.to);
  const late = await rewrapDataKeys(tx, ctx.keyring, wish.to, LATE_AT_MOST);
  const rotation = { ...before, dataKeyCount: before.dataKeyCount + late };
  const { from, to, dataKeyCount } = rotation;
  const detail = { from, to, dataKeyCount };
  await appendAudit(tx, ctx, { action: "key.rotated", objectKind: "master-key", objectId: to, detail });
  return rotation;
}

async function stillMine(tx: Tx, { to, holder }: RotationWish): Promise<Rotation> {
  const state = await lockRotation(tx);
  if (state?.rotation.holder === holder && state.rotation.to === to) return state.rotation;
  throw new Conflict(
    "unavailable",
    "Somebody else took this rotation over, as no sign of life came for half a minute.",
  );
}
