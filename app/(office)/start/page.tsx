import type { Metadata } from "next";
import { pageContext } from "@/app/_http/page-context";
import { may } from "@/lib/core/actor";
import { operations } from "@/lib/operations";
import { StartScreen } from "./start-screen";

export const metadata: Metadata = { title: "First day" };

export default async function StartPage() {
  const ctx = await pageContext();
  const mayManage = may(ctx.actor, "accounts.manage");
  const [report, accounts, templates] = await Promise.all([
    operations.getFirstReport(ctx, {}),
    operations.listAccounts(ctx, {}),
    mayManage ? operations.getTemplates(ctx, { roles: "read" }) : undefined,
  ]);
  return <StartScreen report={report} accounts={accounts} templates={templates} />;
}
