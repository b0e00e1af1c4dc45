"use client";

import { formatPlural } from "@/app/_components/format";
import { useSight } from "@/app/_components/me";
import { NotShown } from "@/app/_components/not-shown";
import { ButtonLink } from "@/app/_components/ui/button";
import { RelativeTime } from "@/app/_components/ui/time";
import { EmptyState } from "@/app/_components/ui/view-states";
import type { Now } from "@/lib/contract/system";
import type { NowView } from "./now-address";

/** Why the list is empty: nothing connected, nothing shown to this person, or nothing that fails. */
export function NothingHere({ now, view }: { now: Now; view: NowView }) {
  const sight = useSight();
  if (now.accountCount === 0 && sight !== "everything") return <NotShown sight="nothing" />;
  if (now.accountCount === 0)
    return (
      <EmptyState
        title="No account is connected yet."
        evidence="Connect an AWS account with a read-only role; the first queues appear within a minute."
        action={
          <ButtonLink variant="filled" href="/start">
            Connect accounts
          </ButtonLink>
        }
      />
    );
  const evidence = (
    <>
      {formatPlural(now.deadLetterQueueCount, "dead-letter queue")}, read{" "}
      {now.readAt ? <RelativeTime at={now.readAt} suffix=" ago" isPlain /> : "never so far"}.
    </>
  );
  if (view === "needs-action") return <EmptyState title="No open failures." evidence={evidence} />;
  return (
    <EmptyState
      title={view === "all" ? "No failure was seen so far." : `Nothing is ${WORDS[view]}.`}
      evidence={evidence}
    />
  );
}

const WORDS = {
  backlog: "in the backlog",
  snoozed: "snoozed",
  dismissed: "dismissed",
  resolved: "resolved yet",
} as const;
