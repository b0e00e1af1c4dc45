import type { Metadata } from "next";
import { BlankPage } from "@/app/_components/ui/blank-page";
import { PageHeader } from "@/app/_components/ui/page-header";
import { pageContext } from "@/app/_http/page-context";
import { operations } from "@/lib/operations";
import { SettingsSegments } from "../settings-segments";
import { GroupingScreen } from "./grouping-screen";

export const metadata: Metadata = { title: "Grouping" };

export default async function GroupingPage() {
  const ctx = await pageContext();
  if (ctx.actor.scope.kind !== "all")
    return (
      <BlankPage title="Grouping is about all accounts.">
        <p>Your rights cover some of them. An admin can tell you how failures are grouped, or change it.</p>
      </BlankPage>
    );
  const [rules, regroups] = await Promise.all([
    operations.listGroupingRules(ctx, {}),
    operations.listRegroups(ctx, {}),
  ]);
  return (
    <>
      <PageHeader title="Settings" />
      <SettingsSegments value="grouping" />
      <GroupingScreen rules={rules} regroups={regroups} />
    </>
  );
}
