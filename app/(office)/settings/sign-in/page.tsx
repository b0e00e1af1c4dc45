import type { Metadata } from "next";
import { PageHeader } from "@/app/_components/ui/page-header";
import { pageContext } from "@/app/_http/page-context";
import { scopeOf } from "@/lib/core/actor";
import { operations } from "@/lib/operations";
import { SettingsSegments } from "../settings-segments";
import { OwnPassword } from "./own-password";
import { ProvidersPanel } from "./providers-panel";
import { SessionsPanel } from "./sessions-panel";
import { WaitingIdentities } from "./waiting-identities";

export const metadata: Metadata = { title: "Sign-in" };

/** Where one is signed in, one's password, and for who manages people: providers, and identities that wait. */
export default async function SignInSettingsPage() {
  const ctx = await pageContext();
  const isManager = scopeOf(ctx.actor, "users.manage").kind === "all";
  const [sessions, providers, identities, users] = await Promise.all([
    operations.listSessions(ctx, {}),
    isManager ? operations.listProviders(ctx, {}) : undefined,
    isManager ? operations.listIdentities(ctx, {}) : undefined,
    isManager ? operations.listUsers(ctx, {}) : undefined,
  ]);
  return (
    <>
      <PageHeader title="Settings" />
      <SettingsSegments value="sign-in" />
      <div className="grid max-w-[980px] gap-4">
        {providers ? <ProvidersPanel first={providers} /> : null}
        {identities && users ? <WaitingIdentities first={identities} users={users} /> : null}
        <SessionsPanel title="My sessions" first={sessions} />
        {ctx.settings.isDemo ? null : <OwnPassword />}
      </div>
    </>
  );
}
