import { NotFound } from "@/lib/core/errors";
import { appendAudit } from "@/lib/db/audit";
import { findBill, listBills as list, removeBill as remove } from "@/lib/db/bills";
import { command, question } from "../operation";

export const listBills = question("listBills", (ctx, request) => list(ctx.db, request));

/** Forgets a bill and all its sums; the same file can be imported again. */
export const removeBill = command("removeBill", async (ctx, tx, { id }) => {
  const bill = await findBill(tx, id);
  if (!bill) throw new NotFound("bill", id);
  await remove(tx, id);
  const { name, month, usd, currency } = bill;
  await appendAudit(tx, ctx, {
    action: "bill.removed",
    objectKind: "bill",
    objectId: id,
    detail: { name, month, usd, currency },
  });
  return {};
});
