import { createHash } from "node:crypto";
import { parse } from "csv-parse/sync";
import { type BillRefusal, type ReadBill, readBill } from "@/lib/core/cost/bill/read-bill";
import { Invalid } from "@/lib/core/errors";
import { appendAudit } from "@/lib/db/audit";
import {
  addLeftOut,
  type BillRow,
  findBill,
  findBillOf,
  insertBill,
  insertBillSums,
  listOverlapping,
} from "@/lib/db/bills";
import type { Tx } from "@/lib/db/connect";
import { command } from "../operation";

/** Sums of a Cost and Usage Report, kept as a bill. The same file under the same tag again is the bill that it was. */
export const importBill = command("importBill", async (ctx, tx, { name, csv, tagKey: asked }) => {
  const tagKey = asked ?? null;
  const sha256 = createHash("sha256")
    .update(JSON.stringify([tagKey, csv]))
    .digest("hex");
  const read = readCsv(csv, tagKey);
  if (read.kind === "refused")
    throw new Invalid(`This file is no bill that can be read. ${read.why}`, [{ field: "csv", message: read.why }]);
  const { kind: _, sums, ...bill } = read;
  const id = ctx.newId("bill");
  const isNew = await insertBill(tx, {
    ...bill,
    id,
    name,
    tagKey,
    sha256,
    importedAt: ctx.now(),
    importedBy: ctx.actor.id,
  });
  if (!isNew) return mustFind(await findBillOf(tx, sha256));
  await insertBillSums(tx, id, sums);
  await noteOverlap(tx, id, name);
  const { month, currency, lineCount } = bill;
  await appendAudit(tx, ctx, {
    action: "bill.imported",
    objectKind: "bill",
    objectId: id,
    detail: { name, month, currency, lineCount, tagKey, sha256 },
  });
  return mustFind(await findBill(tx, id));
});

function readCsv(csv: string, tagKey: string | null): ReadBill | BillRefusal {
  try {
    const records = parse(csv, { bom: true, relax_column_count: true, skip_empty_lines: true }) as string[][];
    return readBill(records, tagKey);
  } catch (failure) {
    // What csv-parse says names the line; it is about the file that the caller sent, not about us.
    return { kind: "refused", why: failure instanceof Error ? failure.message.slice(0, 300) : "It is no CSV." };
  }
}

/** Parts of one file carry its name and a number: they belong together. */
async function noteOverlap(tx: Tx, id: string, name: string): Promise<void> {
  const base = (text: string) => text.replace(/ \(part \d+ of \d+\)$/, "");
  const others = (await listOverlapping(tx, id)).filter((other) => base(other) !== base(name));
  if (others.length === 0) return;
  const named = others.join(", ");
  await addLeftOut(
    tx,
    id,
    `Lines of the same days and resources stand in ${named}: they count twice until one is removed.`,
  );
}

function mustFind(bill: BillRow | undefined): BillRow {
  if (!bill) throw new Error("a bill that was just kept is gone");
  return bill;
}
