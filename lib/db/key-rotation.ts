import type { Prisma, Sql, Tx } from "./connect";
import { ROOT } from "./installation-secret";
import type { Keyring, Wrapped } from "./keyring";
import { CURRENT_MASTER_KEY } from "./master-key";
import { execute, firstRow, noSql, rows, sql } from "./query";
import { lockSetting, putSetting, putSettingOnce } from "./settings";

/**
 * A rotation that was begun: data keys are wrapped anew in batches, the switch comes last. Until then both keys are needed.
 * Whoever works at it gives a sign of life with each batch; when none comes for half a minute somebody else may go on.
 */
export interface Rotation {
  readonly from: string;
  readonly to: string;
  readonly holder: string;
  /** Data keys wrapped anew so far, by all who worked at it. */
  readonly dataKeyCount: number;
}
export interface RotationState {
  readonly rotation: Rotation;
  /** How long its holder is still waited for; 0 when it may be taken over. */
  readonly waitSeconds: number;
}

const ROTATION = "key-rotation";
const PATIENCE_SECONDS = 30;

/** The rotation under way, or given up half-way. */
export function findRotation(db: Sql): Promise<RotationState | undefined> {
  return readRotation(db, noSql);
}

/** The same, locked until the transaction ends: whoever works at a rotation takes turns. */
export async function lockRotation(tx: Tx): Promise<RotationState | undefined> {
  await putSettingOnce(tx, ROTATION, null);
  return readRotation(tx, sql`FOR UPDATE`);
}

async function readRotation(db: Sql, lock: Prisma.Sql): Promise<RotationState | undefined> {
  const row = await firstRow<{ value: Rotation | null; waitSeconds: number | null }>(
    db,
    sql`SELECT value, greatest(0, ceil(extract(epoch FROM (value->>'until')::timestamptz - dlo_now())))::int AS wait_seconds
        FROM setting WHERE key = ${ROTATION} ${lock}`,
  );
  return row?.value ? { rotation: row.value, waitSeconds: row.waitSeconds ?? 0 } : undefined;
}

/** Writes how far it is, with a sign of life. */
export async function saveRotation(tx: Tx, { from, to, holder, dataKeyCount }: Rotation): Promise<void> {
  await execute(
    tx,
    sql`UPDATE setting SET updated_at = dlo_now(), value = ${JSON.stringify({ from, to, holder, dataKeyCount })}::jsonb
          || jsonb_build_object('until', dlo_now() + make_interval(secs => ${PATIENCE_SECONDS}))
        WHERE key = ${ROTATION}`,
  );
}

/**
 * Wraps up to `limit` data keys under `to` that are under another, and returns how many. The data keys themselves stay the
 * same. Throws, naming it, for one that does not open: it was changed or moved.
 */
export async function rewrapDataKeys(tx: Tx, keyring: Keyring, to: string, limit: number): Promise<number> {
  // Bodies are being inserted that refer to these rows: only their content is locked.
  const found = await rows<Wrapped & { id: string }>(
    tx,
    sql`SELECT id, master_key_id, nonce, wrapped FROM data_key WHERE master_key_id <> ${to} ORDER BY id LIMIT ${limit} FOR NO KEY UPDATE`,
  );
  if (found.length === 0) return 0;
  const anew = found.map((row) => ({ id: row.id, box: keyring.wrap(to, opened(keyring, row, row.id), row.id) }));
  await execute(
    tx,
    sql`UPDATE data_key k SET master_key_id = ${to}, nonce = n.nonce, wrapped = n.wrapped
        FROM unnest(${anew.map(({ id }) => id)}::text[], ${anew.map(({ box }) => box.nonce)}::bytea[], ${anew.map(({ box }) => box.sealed)}::bytea[])
          AS n(id, nonce, wrapped) WHERE k.id = n.id`,
  );
  return found.length;
}

/**
 * Makes `to` the current key: nothing new can be wrapped under another from here on. Wraps the root secret anew. The caller
 * then wraps what is left, in the same transaction.
 */
export async function switchMasterKey(tx: Tx, keyring: Keyring, to: string): Promise<void> {
  await lockSetting(tx, CURRENT_MASTER_KEY);
  const root = await firstRow<Wrapped>(
    tx,
    sql`SELECT master_key_id, nonce, wrapped FROM installation_secret WHERE id = ${ROOT} FOR NO KEY UPDATE`,
  );
  if (root && root.masterKeyId !== to) {
    const { nonce, sealed } = keyring.wrap(to, opened(keyring, root, "the installation's secret", ROOT), ROOT);
    await execute(
      tx,
      sql`UPDATE installation_secret SET master_key_id = ${to}, nonce = ${nonce}, wrapped = ${sealed} WHERE id = ${ROOT}`,
    );
  }
  await putSetting(tx, CURRENT_MASTER_KEY, to);
  await putSetting(tx, ROTATION, null);
}

function opened(keyring: Keyring, box: Wrapped, what: string, place = what): Buffer {
  try {
    return keyring.unwrap(box, place);
  } catch {
    throw new Error(
      `${what} does not open under ${box.masterKeyId}: it was changed or moved in the database. Nothing more was wrapped anew; put it back from a backup and run this again.`,
    );
  }
}
