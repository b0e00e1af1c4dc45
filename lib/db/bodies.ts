import { createSecretKey, hash } from "node:crypto";
import type { MessageAttribute } from "@/lib/core/messages/message";
import type { Sql } from "./connect";
import { dataKeyOf } from "./data-keys";
import { type Keyring, seal, unseal } from "./keyring";
import { execute, firstRow, rows, sql } from "./query";

/** The whole of a message as it was received: what a redrive must send again, byte for byte. */
export interface WholeMessage {
  readonly body: string;
  readonly attributes: Readonly<Record<string, MessageAttribute>>;
  readonly system: Readonly<Record<string, string>>;
}
export function sha256Of(text: string): string {
  return hash("sha256", text);
}

export interface NewBody {
  readonly id: string;
  readonly whole: WholeMessage;
}

/** Seals messages under the queue's data key and keeps them, in one statement. */
export async function insertBodies(
  db: Sql,
  keyring: Keyring,
  queue: { id: string; accountId: string },
  bodies: readonly NewBody[],
  newKeyId: () => string,
): Promise<void> {
  if (bodies.length === 0) return;
  const dataKey = await dataKeyOf(db, keyring, queue, newKeyId);
  // Prepared once: preparing the key costs more than sealing a short message.
  const key = createSecretKey(dataKey.key);
  const boxes = bodies.map(({ id, whole }) => ({
    id,
    whole,
    box: seal(key, Buffer.from(JSON.stringify(whole)), id),
  }));
  await execute(
    db,
    sql`INSERT INTO message_body (id, account_id, data_key_id, nonce, sealed, body_sha256, body_bytes)
        SELECT id, ${queue.accountId}, ${dataKey.id}, nonce, sealed, sha, bytes
        FROM unnest(${boxes.map((b) => b.id)}::text[], ${boxes.map((b) => b.box.nonce)}::bytea[], ${boxes.map((b) => b.box.sealed)}::bytea[],
          ${boxes.map((b) => sha256Of(b.whole.body))}::text[], ${boxes.map((b) => Buffer.byteLength(b.whole.body))}::int[]) AS b(id, nonce, sealed, sha, bytes)`,
  );
}

interface SealedRow {
  readonly id: string;
  readonly nonce: Uint8Array;
  readonly sealed: Uint8Array;
  readonly bodySha256: string;
  readonly keyId: string;
  readonly masterKeyId: string;
  readonly keyNonce: Uint8Array;
  readonly wrapped: Uint8Array;
}
const SEALED = sql`SELECT b.id, b.nonce, b.sealed, b.body_sha256, k.id AS key_id, k.master_key_id, k.nonce AS key_nonce, k.wrapped
  FROM message_body b JOIN data_key k ON k.id = b.data_key_id AND b.erased_at IS NULL`;

/** Opens one kept message and proves it: its body must have the hash that was kept beside it. */
export async function openBody(db: Sql, keyring: Keyring, id: string): Promise<WholeMessage | undefined> {
  const row = await firstRow<SealedRow>(db, sql`${SEALED} WHERE b.id = ${id}`);
  return row && openRow(keyring, row);
}

/** Opens several at once; one that is not there or cannot be proved is absent. */
export async function openBodies(
  db: Sql,
  keyring: Keyring,
  ids: readonly string[],
): Promise<Map<string, WholeMessage>> {
  const found = await rows<SealedRow>(db, sql`${SEALED} WHERE b.id = ANY(${[...ids]}::text[])`);
  const opened = new Map<string, WholeMessage>();
  for (const row of found) {
    try {
      opened.set(row.id, openRow(keyring, row));
    } catch {
      // Whoever asks for that one alone is told why.
    }
  }
  return opened;
}

function openRow(keyring: Keyring, row: SealedRow): WholeMessage {
  const key = keyring.unwrap({ masterKeyId: row.masterKeyId, nonce: row.keyNonce, wrapped: row.wrapped }, row.keyId);
  const whole = parseWhole(unseal(key, row, row.id));
  if (sha256Of(whole.body) !== row.bodySha256)
    throw new Error(`The kept body ${row.id} does not have the hash that was kept with it.`);
  return whole;
}

/** GCM has proved that these are the bytes we sealed, so their form is ours. */
export function parseWhole(bytes: Buffer): WholeMessage {
  return JSON.parse(bytes.toString("utf8")) as WholeMessage;
}
