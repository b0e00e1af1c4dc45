import type { ReactNode } from "react";
import { pageContext } from "@/app/_http/page-context";
import { operations } from "@/lib/operations";
import { OfficeShell } from "./office-shell";

export default async function OfficeLayout({ children }: { children: ReactNode }) {
  const ctx = await pageContext();
  const [me, now, accounts] = await Promise.all([
    operations.getMe(ctx, {}),
    operations.getNow(ctx, {}),
    operations.listAccounts(ctx, {}),
  ]);
  return (
    <OfficeShell me={me} now={now} accounts={accounts}>
      {children}
    </OfficeShell>
  );
}
