import type { Scope } from "@/lib/core/access/scope";
import type { BillSum } from "@/lib/core/cost/bill/read-bill";
import type { Sql, Tx } from "./connect";
import { type CostSpan, inSpanSql, OWNED } from "./cost-figures";
import { decodeCursor, type Page, type PageRequest, pageFrom } from "./page";
import { nameSql } from "./pipelines";
import { execute, firstRow, rows, sql } from "./query";
import { inScopeSql } from "./scope";

export interface BillRow {
  readonly id: string;
  readonly name: string;
  readonly month: string;
  readonly currency: string;
  readonly tagKey: string | null;
  readonly lineCount: number;
  readonly usd: number;
  readonly leftOut: string[];
  readonly importedAt: string;
  readonly importedBy: string;
}
const BILL = sql`SELECT b.id, b.name, b.month, b.currency, b.tag_key, b.line_count, coalesce((SELECT sum(s.usd) FROM bill_sum s WHERE s.bill_id = b.id), 0) AS usd,
  b.left_out, b.imported_at, coalesce(u.name, b.imported_by) AS imported_by FROM bill b LEFT JOIN app_user u ON u.id = b.imported_by`;

export function findBill(db: Sql, id: string): Promise<BillRow | undefined> {
  return firstRow<BillRow>(db, sql`${BILL} WHERE b.id = ${id}`);
}

/** The bill that was made from exactly this file before. */
export function findBillOf(db: Sql, sha256: string): Promise<BillRow | undefined> {
  return firstRow<BillRow>(db, sql`${BILL} WHERE b.sha256 = ${sha256}`);
}

export async function listBills(db: Sql, request: PageRequest): Promise<Page<BillRow>> {
  const after = decodeCursor(request.cursor, ["time", "text"]);
  const found = await rows<BillRow>(
    db,
    sql`${BILL} WHERE ${after ? sql`(b.imported_at, b.id) < (${after[0]}::timestamptz, ${after[1]})` : sql`true`}
        ORDER BY b.imported_at DESC, b.id DESC LIMIT ${request.limit + 1}::int`,
  );
  return pageFrom(found, request.limit, ({ importedAt, id }) => [importedAt, id]);
}

export interface NewBill {
  readonly id: string;
  readonly name: string;
  readonly month: string;
  readonly currency: string;
  readonly tagKey: string | null;
  readonly lineCount: number;
  readonly leftOut: readonly string[];
  readonly sha256: string;
  readonly importedAt: Date;
  readonly importedBy: string;
}
/** Takes turns with others that import the same file; false when it is there already. */
export async function insertBill(tx: Tx, bill: NewBill): Promise<boolean> {
  const count = await execute(
    tx,
    sql`INSERT INTO bill (id, name, month, currency, tag_key, line_count, left_out, sha256, imported_at, imported_by)
        VALUES (${bill.id}, ${bill.name}, ${bill.month}, ${bill.currency}, ${bill.tagKey}, ${bill.lineCount}, ${JSON.stringify(bill.leftOut)}::jsonb,
          ${bill.sha256}, ${bill.importedAt}, ${bill.importedBy}) ON CONFLICT (sha256) DO NOTHING`,
  );
  return count > 0;
}

/** Keeps the sums of a bill, each under our id of its account, or none where that is not connected. */
export async function insertBillSums(tx: Tx, billId: string, sums: readonly BillSum[]): Promise<void> {
  await execute(
    tx,
    sql`INSERT INTO bill_sum (bill_id, day, account_id, aws_account_id, region, service, resource_arn, tag_value, usd)
        SELECT ${billId}, g.day, coalesce(a.id, ''), g."awsAccountId", g.region, g.service, g."resourceArn", g."tagValue", g.usd
        FROM jsonb_to_recordset(${JSON.stringify(sums)}::jsonb) AS g(day date, "awsAccountId" text, region text, service text, "resourceArn" text, "tagValue" text, usd float8)
        LEFT JOIN account a ON a.aws_account_id = g."awsAccountId" AND a.removed_at IS NULL`,
  );
}

/** Names of other bills that have lines of the same resources and days: they would be counted twice. */
export async function listOverlapping(db: Sql, billId: string): Promise<string[]> {
  const found = await rows<{ name: string }>(
    db,
    sql`SELECT DISTINCT b.name FROM bill_sum s JOIN bill_sum o ON o.bill_id <> s.bill_id AND (o.day, o.aws_account_id, o.region, o.service, o.resource_arn) =
          (s.day, s.aws_account_id, s.region, s.service, s.resource_arn) JOIN bill b ON b.id = o.bill_id
        WHERE s.bill_id = ${billId} ORDER BY 1 LIMIT 5`,
  );
  return found.map(({ name }) => name);
}

export async function addLeftOut(tx: Tx, billId: string, words: string): Promise<void> {
  await execute(tx, sql`UPDATE bill SET left_out = left_out || ${JSON.stringify([words])}::jsonb WHERE id = ${billId}`);
}

export async function removeBill(tx: Tx, id: string): Promise<void> {
  await execute(tx, sql`DELETE FROM bill_sum WHERE bill_id = ${id}`);
  await execute(tx, sql`DELETE FROM bill WHERE id = ${id}`);
}

export interface BilledService {
  readonly pipelineId: string;
  readonly service: string;
  readonly usd: number;
  readonly byTag: boolean;
  readonly billNames: string[];
}
/**
 * What bills in US dollars say of pipelines: by their own parts, else by a tag that is their name. Lines of what several
 * share are nobody's. Only lines of accounts, or of resources, in the scope; of accounts that are not connected only for who
 * sees everything.
 */
export function sumBilled(db: Sql, scope: Scope, span: CostSpan): Promise<BilledService[]> {
  return rows<BilledService>(
    db,
    sql`WITH owned AS (${OWNED}), named AS (SELECT lower(${nameSql(scope)}) AS name, min(l.id) AS id FROM pipeline l WHERE l.gone_at IS NULL GROUP BY 1 HAVING count(*) = 1)
        SELECT coalesce(o.pipeline_id, n.id) AS pipeline_id, d.service, o.pipeline_id IS NULL AS by_tag, sum(d.usd) AS usd, array_agg(DISTINCT b.name) AS bill_names
        FROM bill_sum d JOIN bill b ON b.id = d.bill_id AND b.currency = 'USD'
        LEFT JOIN owned o ON o.arn = d.resource_arn LEFT JOIN named n ON o.arn IS NULL AND d.tag_value <> '' AND n.name = lower(d.tag_value)
        WHERE ${inSpanSql(span)} AND ${inScopeSql(scope, sql`d.account_id`, sql`d.resource_arn`)} AND NOT coalesce(o.is_shared, false)
          AND coalesce(o.pipeline_id, n.id) IS NOT NULL GROUP BY 1, 2, 3 ORDER BY 1, 2`,
  );
}
