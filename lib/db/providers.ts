import type { SigningAlgorithm } from "@/lib/core/sign-in/claims";
import type { Sql, Tx } from "./connect";
import { type Keyring, seal, unseal } from "./keyring";
import { execute, firstRow, rows, sql } from "./query";

export interface ProviderRow {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly issuer: string;
  readonly clientId: string;
  readonly hasClientSecret: boolean;
  readonly scopes: string[];
  readonly groupsClaim: string | null;
  readonly algorithms: SigningAlgorithm[];
  readonly isOn: boolean;
  readonly createsPeople: boolean;
  readonly version: number;
  readonly updatedAt: string;
  readonly updatedByName: string | null;
  readonly identityCount: number;
}
export type ProviderSettings = Omit<
  ProviderRow,
  "id" | "hasClientSecret" | "version" | "updatedAt" | "updatedByName" | "identityCount"
>;

const PROVIDERS = sql`SELECT p.id, p.key, p.name, p.issuer, p.client_id, p.secret_sealed IS NOT NULL AS has_client_secret, p.scopes, p.groups_claim,
    p.algorithms, p.is_on, p.creates_people, p.version, p.updated_at, p.updated_by_name,
    (SELECT count(*)::int FROM user_identity i WHERE i.issuer = p.issuer AND i.user_id IS NOT NULL) AS identity_count
  FROM identity_provider p`;

export function listProviders(db: Sql): Promise<ProviderRow[]> {
  return rows<ProviderRow>(db, sql`${PROVIDERS} ORDER BY p.name, p.key`);
}
export function findProvider(db: Sql, id: string): Promise<ProviderRow | undefined> {
  return firstRow<ProviderRow>(db, sql`${PROVIDERS} WHERE p.id = ${id}`);
}
export function findProviderByKey(db: Sql, key: string): Promise<ProviderRow | undefined> {
  return firstRow<ProviderRow>(db, sql`${PROVIDERS} WHERE p.key = ${key}`);
}
/** The same, locked until the transaction ends. */
export function lockProviderByKey(tx: Tx, key: string): Promise<ProviderRow | undefined> {
  return firstRow<ProviderRow>(tx, sql`${PROVIDERS} WHERE p.key = ${key} FOR UPDATE OF p`);
}

/** Makes a provider unless one has its key or its issuer; tells whether it did. */
export async function insertProvider(tx: Tx, id: string, made: ProviderSettings, by: string): Promise<boolean> {
  const count = await execute(
    tx,
    sql`INSERT INTO identity_provider (id, key, name, issuer, client_id, scopes, groups_claim, algorithms, is_on, creates_people, created_at, updated_at, updated_by_name)
        VALUES (${id}, ${made.key}, ${made.name}, ${made.issuer}, ${made.clientId}, ${made.scopes}::text[], ${made.groupsClaim}, ${made.algorithms}::text[],
                ${made.isOn}, ${made.createsPeople}, dlo_now(), dlo_now(), ${by})
        ON CONFLICT DO NOTHING`,
  );
  return count === 1;
}

export async function updateProvider(tx: Tx, id: string, to: ProviderSettings, by: string): Promise<void> {
  await execute(
    tx,
    sql`UPDATE identity_provider SET name = ${to.name}, client_id = ${to.clientId}, scopes = ${to.scopes}::text[], groups_claim = ${to.groupsClaim},
               algorithms = ${to.algorithms}::text[], is_on = ${to.isOn}, creates_people = ${to.createsPeople},
               version = version + 1, updated_at = dlo_now(), updated_by_name = ${by}
        WHERE id = ${id}`,
  );
}

export async function deleteProvider(tx: Tx, id: string): Promise<void> {
  await execute(tx, sql`DELETE FROM sign_in_attempt WHERE provider_id = ${id}`);
  await execute(tx, sql`DELETE FROM identity_provider WHERE id = ${id}`);
}

/** Keeps the secret sealed for this very row; null takes it away. */
export async function putClientSecret(tx: Tx, keyring: Keyring, id: string, secret: string | null): Promise<void> {
  const box = secret === null ? null : seal(keyring.secret("sign-in"), Buffer.from(secret), placeOf(id));
  await execute(
    tx,
    sql`UPDATE identity_provider SET secret_nonce = ${box?.nonce ?? null}::bytea, secret_sealed = ${box?.sealed ?? null}::bytea WHERE id = ${id}`,
  );
}

/** The client secret in clear; null when the provider has none. */
export async function clientSecretOf(db: Sql, keyring: Keyring, id: string): Promise<string | null> {
  const box = await firstRow<{ nonce: Uint8Array; sealed: Uint8Array }>(
    db,
    sql`SELECT secret_nonce AS nonce, secret_sealed AS sealed FROM identity_provider WHERE id = ${id} AND secret_sealed IS NOT NULL`,
  );
  return box ? unseal(keyring.secret("sign-in"), box, placeOf(id)).toString() : null;
}

function placeOf(id: string): string {
  return `identity-provider:${id}`;
}
