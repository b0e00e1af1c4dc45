import { parseWhole, sha256Of, type WholeMessage } from "./bodies";
import type { Sql } from "./connect";
import { type Keyring, unseal } from "./keyring";
import { rows, sql } from "./query";

const FORM = "dlo-vault-copy-1";

/**
 * A vault item as it lies in the second bucket: sealed exactly as in the database, with everything but the master key that
 * opening it needs. That stays the master key of the day on which the copy was made: a rotation does not reach it. The data key is wrapped by the master key with its own id as AAD; the message is sealed by the data key
 * with the body's id as AAD; both by AES-256-GCM with the tag as the last 16 bytes. Bytes are base64.
 */
export interface CopyEnvelope {
  readonly form: typeof FORM;
  readonly vaultItemId: string;
  readonly queueArn: string;
  readonly messageId: string;
  readonly drainedAt: string;
  readonly dataKey: {
    readonly id: string;
    readonly masterKeyId: string;
    readonly nonce: string;
    readonly wrapped: string;
  };
  readonly body: {
    readonly id: string;
    readonly nonce: string;
    readonly sealed: string;
    readonly sha256: string;
  };
}

interface SealedRow {
  readonly vaultItemId: string;
  readonly queueArn: string;
  readonly messageId: string;
  readonly drainedAt: string;
  readonly keyId: string;
  readonly masterKeyId: string;
  readonly keyNonce: Uint8Array;
  readonly wrapped: Uint8Array;
  readonly bodyId: string;
  readonly nonce: Uint8Array;
  readonly sealed: Uint8Array;
  readonly bodySha256: string;
}

const inBase64 = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64");

/** The self-contained copies of these vault items, as JSON text: what the database holds, still sealed. */
export async function sealedCopies(db: Sql, vaultItemIds: readonly string[]): Promise<Map<string, string>> {
  const found = await rows<SealedRow>(
    db,
    sql`SELECT v.id AS vault_item_id, q.arn AS queue_arn, v.message_id, v.drained_at, k.id AS key_id, k.master_key_id, k.nonce AS key_nonce, k.wrapped,
          b.id AS body_id, b.nonce, b.sealed, b.body_sha256
        FROM vault_item v JOIN queue q ON q.id = v.queue_id JOIN message_body b ON b.id = v.body_id JOIN data_key k ON k.id = b.data_key_id
        WHERE v.id = ANY(${[...vaultItemIds]}::text[])`,
  );
  return new Map(found.map((row) => [row.vaultItemId, JSON.stringify(envelopeOf(row))]));
}

function envelopeOf(row: SealedRow): CopyEnvelope {
  return {
    form: FORM,
    vaultItemId: row.vaultItemId,
    queueArn: row.queueArn,
    messageId: row.messageId,
    drainedAt: row.drainedAt,
    dataKey: {
      id: row.keyId,
      masterKeyId: row.masterKeyId,
      nonce: inBase64(row.keyNonce),
      wrapped: inBase64(row.wrapped),
    },
    body: {
      id: row.bodyId,
      nonce: inBase64(row.nonce),
      sealed: inBase64(row.sealed),
      sha256: row.bodySha256,
    },
  };
}

/**
 * Opens a copy with nothing but the master key: no database is asked. Throws when the key is another, when a bit has
 * changed, or when the message inside is not the one whose hash stands beside it.
 */
export function openCopy(keyring: Keyring, text: string): { envelope: CopyEnvelope; whole: WholeMessage } {
  const envelope = parseEnvelope(text);
  const { dataKey, body } = envelope;
  const bytes = (base64: string) => Buffer.from(base64, "base64");
  const key = keyring.unwrap(
    { masterKeyId: dataKey.masterKeyId, nonce: bytes(dataKey.nonce), wrapped: bytes(dataKey.wrapped) },
    dataKey.id,
  );
  const whole = parseWhole(unseal(key, { nonce: bytes(body.nonce), sealed: bytes(body.sealed) }, body.id));
  if (sha256Of(whole.body) !== body.sha256)
    throw new Error(`The copy of vault item ${envelope.vaultItemId} does not have the hash that was kept with it.`);
  return { envelope, whole };
}

function parseEnvelope(text: string): CopyEnvelope {
  const read: unknown = JSON.parse(text);
  const isCopy = typeof read === "object" && read !== null && "form" in read && read.form === FORM;
  if (!isCopy) throw new Error(`This is no copy of a vault item: its form is not ${FORM}.`);
  return read as CopyEnvelope;
}
