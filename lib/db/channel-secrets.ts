import type { ChannelKind } from "@/lib/core/alerts/notification";
import type { Sql, Tx } from "./connect";
import { type Keyring, seal, unseal } from "./keyring";
import { execute, firstRow, sql } from "./query";

type Json = Readonly<Record<string, unknown>>;
export interface OpenChannel {
  readonly id: string;
  readonly kind: ChannelKind;
  readonly name: string;
  readonly config: Json;
  /** In clear: it goes to the channel and nowhere else. Empty where the channel has none. */
  readonly secret: Json;
  readonly isOn: boolean;
}

/** A channel with its secret in clear; undefined when it was removed or never was. */
export async function openChannel(db: Sql, keyring: Keyring, id: string): Promise<OpenChannel | undefined> {
  const found = await firstRow<Omit<OpenChannel, "secret"> & { nonce: Uint8Array | null; sealed: Uint8Array | null }>(
    db,
    sql`SELECT id, kind, name, config, is_on, secret_nonce AS nonce, secret_sealed AS sealed FROM channel WHERE id = ${id} AND removed_at IS NULL`,
  );
  if (!found) return undefined;
  const { nonce, sealed, ...channel } = found;
  if (nonce === null || sealed === null) return { ...channel, secret: {} };
  const plain = unseal(keyring.secret("channels"), { nonce, sealed }, placeOf(id)).toString();
  return { ...channel, secret: JSON.parse(plain) };
}

/** Keeps the secret sealed for this very row; an empty one is none. */
export async function putChannelSecret(tx: Tx, keyring: Keyring, id: string, secret: Json): Promise<void> {
  const isNone = Object.values(secret).every((value) => value === undefined);
  const box = isNone
    ? { nonce: null, sealed: null }
    : seal(keyring.secret("channels"), Buffer.from(JSON.stringify(secret)), placeOf(id));
  await execute(
    tx,
    sql`UPDATE channel SET secret_nonce = ${box.nonce}, secret_sealed = ${box.sealed} WHERE id = ${id}`,
  );
}

function placeOf(id: string): string {
  return `channel:${id}`;
}
