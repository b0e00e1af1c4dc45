import type { ReactNode } from "react";
import { pageContext } from "@/app/_http/page-context";
import { may } from "@/lib/core/actor";
import { operations } from "@/lib/operations";
import { NoRoleYet } from "./no-role-yet";
import { OfficeShell } from "./office-shell";

export default async function OfficeLayout({ children }: { children: ReactNode }) {
  const ctx = await pageContext();
  const me = await operations.getMe(ctx, {});
  if (!may(ctx.actor, "counts.see")) return <NoRoleYet me={me} />;
  const [now, accounts] = await Promise.all([operations.getNow(ctx, {}), operations.listAccounts(ctx, {})]);
  return (
    <OfficeShell me={me} now={now} accounts={accounts}>
      {children}
    </OfficeShell>
  );
}
