"use client";

import { useAnswer, useCommand } from "@/app/_components/api";
import { type Column, DataTable } from "@/app/_components/tables/data-table";
import { Button } from "@/app/_components/ui/button";
import { Chip } from "@/app/_components/ui/chip";
import { Panel } from "@/app/_components/ui/panel";
import { Moment, RelativeTime } from "@/app/_components/ui/time";
import { useToast } from "@/app/_components/ui/toasts";
import { EmptyState } from "@/app/_components/ui/view-states";
import type { OutputOf } from "@/lib/contract";
import type { SessionView } from "@/lib/contract/identities";

type Props = {
  title: string;
  first?: OutputOf<"listSessions">;
  /** Whose; absent: one's own. */
  userId?: string;
};

/** Where somebody is signed in, each with a way to end it. */
export function SessionsPanel({ title, first, userId }: Props) {
  const options = first ? { initialData: first } : {};
  const found = useAnswer("listSessions", userId ? { userId } : {}, options).data ?? first;
  const items = found?.items ?? [];
  return (
    <Panel
      title={title}
      hint="end after 8 hours without use, and 24 hours in any case"
      isFlush
      actions={items[0] && items.length > 1 ? <EndAll userId={items[0].userId} /> : undefined}
    >
      <DataTable
        caption={title}
        columns={columns}
        rows={items}
        keyOf={({ id }) => id}
        phoneRow={(session) => <PhoneRow session={session} />}
        empty={<EmptyState title="Signed in nowhere." />}
      />
    </Panel>
  );
}

function EndAll({ userId }: { userId: string }) {
  const toast = useToast();
  const end = useCommand("revokeAllSessions", { onDone: () => toast({ text: "All have ended." }) });
  return (
    <Button size="sm" isBusy={end.isBusy} disabledReason={end.problem?.detail} onClick={() => end.run({ id: userId })}>
      End all
    </Button>
  );
}

function EndOne({ session: { id, browser, isCurrent } }: { session: SessionView }) {
  const toast = useToast();
  const end = useCommand("revokeSession", {
    onDone: () => toast({ text: "Ended. The next request from there is refused." }),
  });
  if (isCurrent) return <Chip>this one</Chip>;
  return (
    <Button
      size="sm"
      aria-label={`End the session of ${browser}`}
      isBusy={end.isBusy}
      disabledReason={end.problem?.detail}
      onClick={() => end.run({ id })}
    >
      End
    </Button>
  );
}

function PhoneRow({ session }: { session: SessionView }) {
  return (
    <div className="flex items-center gap-3">
      <span className="min-w-0 flex-1">
        <span className="block truncate">{session.browser}</span>
        <span className="block text-xs text-ink-2">
          {session.ip ?? "address unknown"} · used <RelativeTime at={session.usedAt} suffix=" ago" isPlain />
        </span>
      </span>
      <EndOne session={session} />
    </div>
  );
}

const columns: Column<SessionView>[] = [
  { key: "browser", header: "Browser", cell: ({ browser }) => browser },
  { key: "ip", header: "Address", width: 150, cell: ({ ip }) => ip ?? <span className="text-unknown">unknown</span> },
  { key: "since", header: "Since", width: 140, from: "lg", cell: ({ createdAt }) => <Moment at={createdAt} isPlain /> },
  { key: "used", header: "Used", width: 120, cell: ({ usedAt }) => <RelativeTime at={usedAt} suffix=" ago" isPlain /> },
  { key: "ends", header: "Ends by", width: 140, from: "lg", cell: ({ endsAt }) => <Moment at={endsAt} isPlain /> },
  {
    key: "end",
    header: <span className="sr-only">Action</span>,
    width: 96,
    isRight: true,
    cell: (session) => <EndOne session={session} />,
  },
];
