import type { Scope } from "@/lib/core/access/scope";
import type { Sql, Tx } from "./connect";
import { execute, rows, sql } from "./query";
import { inScopeSql } from "./scope";

export interface ListedAccount {
  readonly awsAccountId: string;
  readonly name: string;
  readonly status: string;
  /** Organisational units from the root down. */
  readonly units: readonly { readonly id: string; readonly name: string }[];
  readonly tags: Readonly<Record<string, string>>;
}
export interface OrganizationRow {
  readonly awsAccountId: string;
  readonly name: string;
  readonly status: string;
  readonly ouPath: string[];
  readonly ouIds: string[];
  readonly tags: Record<string, string>;
  readonly firstSeenAt: string;
  /** Ours, when it is connected and in the scope. */
  readonly accountId: string | null;
}

/** Makes the organisation's accounts these, as told through one account. Those no longer told of are gone, not forgotten. */
export async function saveOrganization(tx: Tx, viaAccountId: string, listed: readonly ListedAccount[]): Promise<void> {
  const given = listed.map(({ units, ...account }) => ({
    ...account,
    ouPath: units.map((unit) => unit.name),
    ouIds: units.map((unit) => unit.id),
  }));
  await execute(
    tx,
    sql`INSERT INTO organization_account AS o (aws_account_id, via_account_id, name, status, ou_path, ou_ids, tags, first_seen_at, seen_at)
        SELECT g."awsAccountId", ${viaAccountId}, g.name, g.status, g."ouPath", g."ouIds", g.tags, dlo_now(), dlo_now()
        FROM jsonb_to_recordset(${JSON.stringify(given)}::jsonb)
          AS g("awsAccountId" text, name text, status text, "ouPath" text[], "ouIds" text[], tags jsonb) ORDER BY g."awsAccountId"
        ON CONFLICT (aws_account_id) DO UPDATE SET via_account_id = EXCLUDED.via_account_id, name = EXCLUDED.name, status = EXCLUDED.status,
          ou_path = EXCLUDED.ou_path, ou_ids = EXCLUDED.ou_ids, tags = EXCLUDED.tags, seen_at = EXCLUDED.seen_at, gone_at = NULL`,
  );
  await execute(
    tx,
    sql`UPDATE organization_account SET gone_at = dlo_now()
        WHERE gone_at IS NULL AND NOT (aws_account_id = ANY(${listed.map((account) => account.awsAccountId)}::text[]))`,
  );
}

/** Accounts that the organisation has now, by unit and name. */
export function listOrganization(db: Sql, scope: Scope, viaAccountId: string): Promise<OrganizationRow[]> {
  return rows<OrganizationRow>(
    db,
    sql`SELECT o.aws_account_id, o.name, o.status, o.ou_path, o.ou_ids, o.tags, o.first_seen_at, a.id AS account_id
        FROM organization_account o JOIN account via ON via.id = o.via_account_id
        LEFT JOIN account a ON a.aws_account_id = o.aws_account_id AND a.partition = via.partition AND a.removed_at IS NULL AND ${inScopeSql(scope, sql`a.id`)}
        WHERE o.via_account_id = ${viaAccountId} AND o.gone_at IS NULL ORDER BY o.ou_path, o.name, o.aws_account_id`,
  );
}
