import type { Metadata } from "next";
import { PageHeader } from "@/app/_components/ui/page-header";
import { pageContext } from "@/app/_http/page-context";
import { operations } from "@/lib/operations";
import { SettingsSegments } from "../settings-segments";
import { ApprovalRulesScreen } from "./approval-rules-screen";

export const metadata: Metadata = { title: "Approval rules" };

export default async function ApprovalRulesPage() {
  const ctx = await pageContext();
  const [rules, accounts] = await Promise.all([operations.getApprovalRules(ctx, {}), operations.listAccounts(ctx, {})]);
  return (
    <>
      <PageHeader title="Settings" />
      <SettingsSegments value="approvals" />
      <ApprovalRulesScreen rules={rules} accounts={accounts.items.map(({ id, name }) => ({ id, name }))} />
    </>
  );
}
