import type { SecondCopyState } from "@/lib/core/queues/vault-mode";
import type { Sql } from "./connect";
import { execute, firstRow, sql } from "./query";
import { getSetting, putSetting } from "./settings";

/** The bucket for second copies as a worker saw it last. `problem`: why no copy may rely on it. */
export interface SecondCopyCheck {
  readonly bucket: string;
  readonly region: string;
  readonly problem: string | null;
  readonly checkedAt: string;
}
const SETTING = "second-copy";

export function readSecondCopyCheck(db: Sql): Promise<SecondCopyCheck | null> {
  return getSetting<SecondCopyCheck | null>(db, SETTING).then((check) => check ?? null);
}
export function saveSecondCopyCheck(db: Sql, check: SecondCopyCheck | null): Promise<void> {
  return putSetting(db, SETTING, check);
}

/** The same, as the rules of vault mode take it. */
export async function secondCopyState(db: Sql): Promise<SecondCopyState> {
  const check = await readSecondCopyCheck(db);
  if (!check) return { kind: "none" };
  const { bucket, problem } = check;
  return problem === null ? { kind: "ok", bucket } : { kind: "bad", bucket, reason: problem };
}

export type IntendedCopy = Pick<NewSecondCopy, "vaultItemId" | "bucket" | "key">;
/**
 * Notes where copies will be put, before they are: whoever erases an item then deletes what may be there. Such a row proves
 * nothing; it has no version.
 */
export async function intendSecondCopies(db: Sql, accountId: string, copies: readonly IntendedCopy[]): Promise<void> {
  const column = <K extends keyof IntendedCopy>(key: K) => copies.map((copy) => copy[key]);
  await execute(
    db,
    sql`INSERT INTO vault_copy (vault_item_id, account_id, bucket, key, version_id, checksum, verified_at)
        SELECT c.id, ${accountId}, c.bucket, c.key, '', '', to_timestamp(0)
        FROM unnest(${column("vaultItemId")}::text[], ${column("bucket")}::text[], ${column("key")}::text[]) AS c(id, bucket, key) ON CONFLICT (vault_item_id) DO NOTHING`,
  );
}

export interface NewSecondCopy {
  readonly vaultItemId: string;
  readonly bucket: string;
  readonly key: string;
  readonly versionId: string;
  readonly checksum: string;
}
/** Notes copies that were read back, each in the place of an older one of its item. */
export async function insertSecondCopies(db: Sql, accountId: string, copies: readonly NewSecondCopy[]): Promise<void> {
  if (copies.length === 0) return;
  const column = <K extends keyof NewSecondCopy>(key: K) => copies.map((copy) => copy[key]);
  await execute(
    db,
    sql`INSERT INTO vault_copy (vault_item_id, account_id, bucket, key, version_id, checksum, verified_at)
        SELECT c.*, dlo_now() FROM unnest(${column("vaultItemId")}::text[], ${copies.map(() => accountId)}::text[], ${column("bucket")}::text[], ${column("key")}::text[],
          ${column("versionId")}::text[], ${column("checksum")}::text[]) AS c
        ON CONFLICT (vault_item_id) DO UPDATE SET bucket = EXCLUDED.bucket, key = EXCLUDED.key, version_id = EXCLUDED.version_id,
          checksum = EXCLUDED.checksum, verified_at = EXCLUDED.verified_at`,
  );
}

export interface SecondCopyRow {
  readonly vaultItemId: string;
  readonly bucket: string;
  readonly key: string;
  readonly versionId: string;
  readonly checksum: string;
  readonly verifiedAt: string;
}
/** Where the second copy of a vault item is; undefined when it has none. */
export function findSecondCopy(db: Sql, vaultItemId: string): Promise<SecondCopyRow | undefined> {
  return firstRow(
    db,
    sql`SELECT vault_item_id, bucket, key, version_id, checksum, verified_at FROM vault_copy WHERE vault_item_id = ${vaultItemId} AND version_id <> ''`,
  );
}
