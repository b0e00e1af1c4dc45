import type { Metadata } from "next";
import { readerOf, type SearchParams } from "@/app/_components/page-parameters";
import { PageHeader } from "@/app/_components/ui/page-header";
import { pageContext } from "@/app/_http/page-context";
import { scopeOf } from "@/lib/core/actor";
import { operations } from "@/lib/operations";
import type { Ctx } from "@/lib/operations/context";
import { People } from "./people";
import { Pollers } from "./pollers";
import { Rights } from "./rights";
import { Roles } from "./roles";
import { SettingsSegments } from "./settings-segments";
import { type SettingsTab, tabIn } from "./settings-tabs";
import { Tokens } from "./tokens";

export const metadata: Metadata = { title: "Settings" };

export default async function SettingsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await pageContext();
  const tab = tabIn(readerOf(await searchParams));
  return (
    <>
      <PageHeader title="Settings" />
      <SettingsSegments value={tab} />
      <Tab tab={tab} ctx={ctx} />
    </>
  );
}

async function Tab({ tab, ctx }: { tab: SettingsTab; ctx: Ctx }) {
  if (tab === "rights") return <Rights permissions={await operations.getMyPermissions(ctx, {})} />;
  if (tab === "roles") return <Roles roles={await operations.listRoles(ctx, {})} />;
  if (tab === "people")
    return (
      <People
        users={scopeOf(ctx.actor, "users.manage").kind === "all" ? await operations.listUsers(ctx, {}) : undefined}
      />
    );
  if (tab === "pollers") return <Pollers pollers={await operations.listPollers(ctx, {})} />;
  return <Tokens tokens={await operations.listTokens(ctx, {})} baseUrl={ctx.settings.baseUrl} />;
}
