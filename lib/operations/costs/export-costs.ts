import { type CostRow, costExport } from "@/lib/contract/costs";
import { csvLine } from "@/lib/core/cost/csv";
import { appendAudit } from "@/lib/db/audit";
import type { Ctx } from "../context";
import { getCosts } from "./get-costs";

const HEADER = [
  "month",
  "pipeline",
  "id",
  "owner",
  "usd low",
  "usd high",
  "forecast low",
  "forecast high",
  "per million low",
  "per million high",
  "failure tax low",
  "failure tax high",
  "bill usd",
  "of part only",
  "note",
  "priced from",
];

/**
 * What the pipelines cost in a month as CSV, as far as the asker sees them; unknown figures are empty cells. That it was asked
 * for is in the audit log before the first line is made.
 */
export async function exportCosts(ctx: Ctx, raw: unknown): Promise<AsyncGenerator<string>> {
  const { month, rows, pricedFrom } = await getCosts(ctx, raw);
  await appendAudit(ctx.db, ctx, {
    action: "costs.exported",
    objectKind: "costs",
    detail: { operation: costExport.operationId, month, count: rows.length },
  });
  return lines(month, rows, pricedFrom);
}

async function* lines(month: string, rows: readonly CostRow[], pricedFrom: string): AsyncGenerator<string> {
  yield csvLine(HEADER);
  for (const row of rows) yield csvLine(cellsOf(month, row, pricedFrom));
}

function cellsOf(month: string, row: CostRow, pricedFrom: string): (string | number | null)[] {
  const ends = (range: CostRow["monthToDate"]) => [range?.low ?? null, range?.high ?? null];
  return [
    month,
    row.name,
    row.pipelineId,
    row.owner,
    ...ends(row.monthToDate),
    ...ends(row.forecast),
    ...ends(row.perMillion),
    ...ends(row.failureTax),
    row.billUsd,
    row.isOfPart ? "yes" : "no",
    row.note,
    pricedFrom,
  ];
}
