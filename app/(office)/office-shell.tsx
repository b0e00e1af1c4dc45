"use client";

import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { type ReactNode, useMemo } from "react";
import { api, useAnswer } from "@/app/_components/api";
import { type Me, MeProvider, useRefusal } from "@/app/_components/me";
import { AppShell } from "@/app/_components/shell/app-shell";
import { scopeIn, withScope } from "@/app/_components/shell/scope-address";
import type { Live, ShellFacts } from "@/app/_components/shell/shell-facts";
import type { OutputOf } from "@/lib/contract";
import type { Now } from "@/lib/contract/system";
import { UNANSWERED_PAGES } from "./alerts/alerts-input";
import { COUNTS_INPUT } from "./approvals/approvals-input";
import { findAnything } from "./find-anything";
import { type Connection, useLive } from "./live";
import { signOut } from "./sign-out";

type Props = { me: Me; now: Now; accounts: OutputOf<"listAccounts">; children: ReactNode };

/** The frame of every page behind the sign-in, with its live figures. */
export function OfficeShell({ me, ...rest }: Props) {
  return (
    <MeProvider me={me}>
      <LiveShell me={me} {...rest} />
    </MeProvider>
  );
}

function LiveShell({ me, now: firstNow, accounts: firstAccounts, children }: Props) {
  const connection = useLive();
  const router = useRouter();
  const pathname = usePathname();
  const parameters = useSearchParams();
  const scope = useMemo(() => scopeIn(parameters), [parameters]);
  const isNarrowed = Boolean(scope.accountId || scope.region);
  const now = useAnswer("getNow", scope, isNarrowed ? {} : { initialData: firstNow });
  const accounts = useAnswer("listAccounts", {}, { initialData: firstAccounts });
  const approvals = useAnswer("listApprovals", COUNTS_INPUT);
  const pages = useAnswer("listAlerts", UNANSWERED_PAGES);
  const stopWrites = useStopWrites(Boolean(now.data?.writesStopped));
  const search = useMemo(() => findAnything((href) => router.push(href)), [router]);
  const shown = now.data ?? firstNow;
  return (
    <AppShell
      facts={factsOf(me, shown, now.isError ? "broken" : connection, {
        waitingCount: approvals.data?.counts.waiting,
        pageCount: pages.data?.totalCount,
      })}
      scopes={(accounts.data ?? firstAccounts).items.map(({ id, name, regions }) => ({
        accountId: id,
        accountName: name,
        regions: regions.map(({ region }) => region),
      }))}
      scope={scope}
      onScope={(choice) => router.push(withScope(`${pathname}?${parameters}`, choice))}
      stopWrites={stopWrites}
      onSignOut={signOut}
      search={search}
    >
      {children}
    </AppShell>
  );
}

function useStopWrites(isStopped: boolean) {
  const refusal = useRefusal(isStopped ? "writes.allow" : "writes.stop", "everything");
  return {
    onStop: async (reason: string) => {
      await api.stopWrites(reason.trim() ? { reason } : {});
    },
    onAllow: async () => {
      await api.allowWrites({});
    },
    ...(refusal ? { disabledReason: refusal } : {}),
  };
}

type Waiting = { waitingCount: number | undefined; pageCount: number | null | undefined };

function factsOf(me: Me, now: Now, connection: Connection, { waitingCount, pageCount }: Waiting): ShellFacts {
  return {
    isSimulated: me.isSimulated,
    viewer: { name: me.name, role: me.roles.join(", ") },
    counts: {
      now: now.needsActionCount,
      queues: now.queueCount,
      vault: now.vaultCount,
      ...(now.openRuns.length > 0 ? { runs: now.openRuns.length } : {}),
      ...(waitingCount ? { approvals: waitingCount } : {}),
      ...(pageCount ? { alerts: pageCount } : {}),
    },
    accounts: { seen: now.accountsSeen, total: now.accountCount },
    monthCostDollars: now.costUsdPerMonth,
    live: liveOf(now, connection),
    ...(now.writesStopped ? { writesStopped: now.writesStopped } : {}),
  };
}

function liveOf(now: Now, connection: Connection): Live {
  if (connection === "broken") return { kind: "reconnecting", readAt: now.readAt };
  if (now.readAt) return { kind: now.isStale ? "stale" : "live", readAt: now.readAt };
  const since = now.blind[0]?.since;
  return since ? { kind: "blind", since } : { kind: "waiting" };
}
