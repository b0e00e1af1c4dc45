import type { Scope } from "@/lib/core/access/scope";
import type { ResourceKind } from "@/lib/core/inventory/resource";
import type { Sql } from "./connect";
import { decodeCursor, type Page, type PageRequest, pageFrom } from "./page";
import { firstRow, rows, sql } from "./query";
import { inScopeSql } from "./scope";

export interface FailureDestination {
  readonly resourceId: string;
  readonly arn: string;
  readonly name: string;
  readonly kind: ResourceKind;
  readonly accountId: string;
  readonly accountName: string;
  readonly region: string;
  readonly part: string;
  readonly destinationArn: string;
}
export interface DestinationFilter extends PageRequest {
  readonly accountId?: string | undefined;
  readonly region?: string | undefined;
}

/** Who sends failures somewhere else than to a queue, by sender. */
export async function listOtherDestinations(
  db: Sql,
  scope: Scope,
  filter: DestinationFilter,
): Promise<Page<FailureDestination>> {
  const [afterArn, afterPart, afterTo] = decodeCursor(filter.cursor, ["text", "text", "text"]) ?? [null, null, null];
  const matching = sql`${inScopeSql(scope, sql`e.account_id`, sql`e.from_arn`)} AND e.kind = 'dead-letters' AND split_part(e.to_arn, ':', 3) <> 'sqs' AND r.deleted_at IS NULL AND a.removed_at IS NULL
    AND (${filter.accountId ?? null}::text IS NULL OR r.account_id = ${filter.accountId ?? null}) AND (${filter.region ?? null}::text IS NULL OR r.region = ${filter.region ?? null})`;
  const from = sql`resource_edge e JOIN resource r ON r.id = e.resource_id JOIN account a ON a.id = r.account_id`;
  const found = await rows<FailureDestination>(
    db,
    sql`SELECT r.id AS resource_id, r.arn, r.name, r.kind, r.account_id, a.name AS account_name, r.region, e.part, e.to_arn AS destination_arn FROM ${from}
        WHERE ${matching} AND (${afterArn}::text IS NULL OR (r.arn, e.part, e.to_arn) > (${afterArn}::text, ${afterPart}::text, ${afterTo}::text))
        ORDER BY r.arn, e.part, e.to_arn LIMIT ${filter.limit + 1}`,
  );
  const total = await firstRow<{ count: number }>(
    db,
    sql`SELECT count(*)::int AS count FROM ${from} WHERE ${matching}`,
  );
  return pageFrom(found, filter.limit, (row) => [row.arn, row.part, row.destinationArn], total?.count ?? 0);
}
