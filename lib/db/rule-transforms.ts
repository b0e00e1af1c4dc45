import { createSecretKey } from "node:crypto";
import type { TargetTransforms } from "@/lib/core/events/target-input";
import type { Sql } from "./connect";
import { dataKeyOf } from "./data-keys";
import { type Keyring, seal, unseal } from "./keyring";
import { execute, rows, sql } from "./query";

export interface RuleTransforms {
  readonly resourceId: string;
  readonly transforms: TargetTransforms;
}

/**
 * Makes what is kept of these rules' transforms exactly this, sealed under a data key of the account: constants and templates
 * may hold secrets. A rule without any keeps nothing.
 */
export async function keepTransforms(
  tx: Sql,
  keyring: Keyring,
  accountId: string,
  read: readonly RuleTransforms[],
  at: Date,
  newKeyId: () => string,
): Promise<void> {
  const ids = (some: readonly RuleTransforms[]) => some.map(({ resourceId }) => resourceId);
  const kept = read.filter(({ transforms }) => Object.keys(transforms).length > 0);
  const gone = ids(read.filter((one) => !kept.includes(one)));
  if (gone.length > 0) await execute(tx, sql`DELETE FROM rule_transform WHERE resource_id = ANY(${gone}::text[])`);
  if (kept.length === 0) return;
  const dataKey = await dataKeyOf(tx, keyring, { id: accountId, accountId }, newKeyId);
  const key = createSecretKey(dataKey.key);
  const boxes = kept.map((one) => seal(key, Buffer.from(JSON.stringify(one.transforms)), placeOf(one.resourceId)));
  await execute(
    tx,
    sql`INSERT INTO rule_transform AS t (resource_id, account_id, data_key_id, nonce, sealed, read_at)
        SELECT g.id, ${accountId}, ${dataKey.id}, g.nonce, g.sealed, ${at}
        FROM unnest(${ids(kept)}::text[], ${boxes.map(({ nonce }) => nonce)}::bytea[], ${boxes.map(({ sealed }) => sealed)}::bytea[]) AS g(id, nonce, sealed)
        ORDER BY g.id
        ON CONFLICT (resource_id) DO UPDATE SET account_id = EXCLUDED.account_id, data_key_id = EXCLUDED.data_key_id,
          nonce = EXCLUDED.nonce, sealed = EXCLUDED.sealed, read_at = EXCLUDED.read_at`,
  );
}

interface SealedTransforms {
  readonly resourceId: string;
  readonly nonce: Uint8Array;
  readonly sealed: Uint8Array;
  readonly keyId: string;
  readonly masterKeyId: string;
  readonly keyNonce: Uint8Array;
  readonly wrapped: Uint8Array;
}

/**
 * What is kept of these rules' transforms, opened, for a caller who may show content. One whose key this process does not
 * hold, and one that was changed or moved, is absent.
 */
export async function openTransforms(
  db: Sql,
  keyring: Keyring,
  resourceIds: readonly string[],
): Promise<Map<string, TargetTransforms>> {
  const found = await rows<SealedTransforms>(
    db,
    sql`SELECT t.resource_id, t.nonce, t.sealed, k.id AS key_id, k.master_key_id, k.nonce AS key_nonce, k.wrapped
        FROM rule_transform t JOIN data_key k ON k.id = t.data_key_id WHERE t.resource_id = ANY(${[...resourceIds]}::text[])`,
  );
  const opened = new Map<string, TargetTransforms>();
  for (const row of found) {
    try {
      opened.set(row.resourceId, openRow(keyring, row));
    } catch {
      // Whoever asks is told that nobody can say.
    }
  }
  return opened;
}

function openRow(keyring: Keyring, row: SealedTransforms): TargetTransforms {
  const { masterKeyId, keyNonce: nonce, wrapped, keyId } = row;
  const key = keyring.unwrap({ masterKeyId, nonce, wrapped }, keyId);
  return readTransforms(unseal(key, row, placeOf(row.resourceId)));
}

/** Sealed for one rule: in the row of another it does not open. */
function placeOf(resourceId: string): string {
  return `rule transforms ${resourceId}`;
}

/** GCM has proved that these are the bytes we sealed, so their form is ours. */
function readTransforms(bytes: Buffer): TargetTransforms {
  return JSON.parse(bytes.toString("utf8")) as TargetTransforms;
}
