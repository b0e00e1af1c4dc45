import type { Metadata } from "next";
import { PageHeader } from "@/app/_components/ui/page-header";
import { pageContext } from "@/app/_http/page-context";
import { scopeOf } from "@/lib/core/actor";
import { operations } from "@/lib/operations";
import { MayNot } from "../../may-not";
import { SettingsSegments } from "../settings-segments";
import { GroupingScreen } from "./grouping-screen";

export const metadata: Metadata = { title: "Grouping" };

export default async function GroupingPage() {
  const ctx = await pageContext();
  if (scopeOf(ctx.actor, "counts.see").kind !== "all")
    return <MayNot capability="counts.see" title="Grouping is about all accounts." isAboutAll />;
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
