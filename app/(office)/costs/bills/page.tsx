import type { Metadata } from "next";
import { pageContext } from "@/app/_http/page-context";
import { scopeOf } from "@/lib/core/actor";
import { operations } from "@/lib/operations";
import { MayNot } from "../../may-not";
import { BILLS_INPUT } from "./bills-input";
import { BillsScreen } from "./bills-screen";

export const metadata: Metadata = { title: "Bills" };

export default async function BillsPage() {
  const ctx = await pageContext();
  if (scopeOf(ctx.actor, "costs.manage").kind !== "all")
    return <MayNot capability="costs.manage" title="Bills are not for your role." isAboutAll />;
  return <BillsScreen first={await operations.listBills(ctx, BILLS_INPUT)} />;
}
