"use client";

import { type ReactNode, useState } from "react";
import { useCommand } from "@/app/_components/api";
import { type Column, DataTable } from "@/app/_components/tables/data-table";
import { Button } from "@/app/_components/ui/button";
import { useNow } from "@/app/_components/ui/clock";
import { ConfirmDialog } from "@/app/_components/ui/confirm-dialog";
import { StateLabel } from "@/app/_components/ui/state-label";
import { Moment, RelativeTime } from "@/app/_components/ui/time";
import { useToast } from "@/app/_components/ui/toasts";
import { EmptyState } from "@/app/_components/ui/view-states";
import type { ApiToken } from "@/lib/contract/people";

/** The tokens with their state; a living one can be revoked. */
export function TokenTable({ tokens }: { tokens: ApiToken[] }) {
  const [asked, setAsked] = useState<ApiToken>();
  const toast = useToast();
  const revoke = useCommand("revokeToken", {
    onDone: () => {
      setAsked(undefined);
      toast({ text: "Revoked. The next request with it is refused." });
    },
  });
  const action = (token: ApiToken) => <RevokeButton token={token} onAsk={setAsked} />;
  return (
    <>
      <DataTable
        caption="API tokens"
        columns={[
          ...columns,
          { key: "revoke", header: <span className="sr-only">Action</span>, width: 104, isRight: true, cell: action },
        ]}
        rows={tokens}
        keyOf={({ id }) => id}
        phoneRow={(token) => <PhoneRow token={token} action={action(token)} />}
        empty={
          <EmptyState
            title="No token yet."
            evidence="A token lets a script or a pipeline ask the same questions and make the same plans as you."
          />
        }
      />
      <ConfirmDialog
        isOpen={asked !== undefined}
        onClose={() => {
          setAsked(undefined);
          revoke.reset();
        }}
        title={`Revoke ${asked?.name ?? ""}?`}
        confirmLabel="Revoke token"
        isBusy={revoke.isBusy}
        error={revoke.problem?.detail}
        onConfirm={() => asked && revoke.run({ id: asked.id })}
      >
        <p>The next request with it is refused. Runs that it started belong to the server and go on.</p>
      </ConfirmDialog>
    </>
  );
}

const columns: Column<ApiToken>[] = [
  { key: "state", header: "State", width: 110, cell: (token) => <TokenState token={token} /> },
  { key: "name", header: "Name", cell: ({ name }) => <span title={name}>{name}</span> },
  {
    key: "hint",
    header: "Begins with",
    width: 116,
    from: "lg",
    cell: ({ hint }) => <code className="machine">{hint}…</code>,
  },
  {
    key: "rights",
    header: "May",
    cell: (token) => <span title={token.capabilities.join(", ")}>{rightsOf(token)}</span>,
  },
  { key: "owner", header: "Owner", width: 150, from: "lg", cell: ({ ownerName }) => ownerName },
  {
    key: "used",
    header: "Last used",
    width: 120,
    isRight: true,
    from: "lg",
    cell: (token) => <LastUsed token={token} />,
  },
  {
    key: "ends",
    header: "Ends",
    width: 184,
    isRight: true,
    cell: ({ expiresAt }) => <Moment at={expiresAt} isPlain />,
  },
];

/** "1 right everywhere", "12 rights, environment staging, at most 100 messages". */
function rightsOf({ capabilities, selector, where, maxMessages }: ApiToken): string {
  const count = `${capabilities.length} ${capabilities.length === 1 ? "right" : "rights"}`;
  const place = selector.kind === "all" ? " everywhere" : `, ${where}`;
  return `${count}${place}${maxMessages === null ? "" : `, at most ${maxMessages} messages`}`;
}

function useIsOver(token: ApiToken): boolean {
  const now = useNow(60);
  return token.revokedAt !== null || Date.parse(token.expiresAt) <= now;
}

function TokenState({ token }: { token: ApiToken }) {
  const isOver = useIsOver(token);
  if (token.revokedAt) return <StateLabel status="cancelled">Revoked</StateLabel>;
  return isOver ? <StateLabel status="cancelled">Ended</StateLabel> : <StateLabel status="pass">Valid</StateLabel>;
}

function LastUsed({ token }: { token: ApiToken }) {
  if (token.lastUsedAt === null) return <span className="text-ink-3">never</span>;
  return <RelativeTime at={token.lastUsedAt} suffix=" ago" isPlain />;
}

function RevokeButton({ token, onAsk }: { token: ApiToken; onAsk: (token: ApiToken) => void }) {
  if (useIsOver(token)) return null;
  return (
    <Button size="sm" variant="danger-outline" onClick={() => onAsk(token)}>
      Revoke…
    </Button>
  );
}

function PhoneRow({ token, action }: { token: ApiToken; action: ReactNode }) {
  return (
    <div className="flex items-center gap-3">
      <span className="min-w-0 flex-1">
        <span className="block truncate">{token.name}</span>
        <span className="flex flex-wrap gap-x-2 text-xs text-ink-2">
          <TokenState token={token} /> {rightsOf(token)} · ends <Moment at={token.expiresAt} isPlain />
        </span>
      </span>
      {action}
    </div>
  );
}
