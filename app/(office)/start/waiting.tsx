"use client";

import { useAnswer, useCommand } from "@/app/_components/api";
import { formatCount, formatPlural } from "@/app/_components/format";
import { ProblemNote } from "@/app/_components/problem-note";
import { Button } from "@/app/_components/ui/button";
import { TextLink } from "@/app/_components/ui/text-link";
import type { Account } from "@/lib/contract/accounts";

/** Accounts of which only names were listed: how many queues would be looked at, and the start. */
export function Waiting({ accounts }: { accounts: readonly Account[] }) {
  const waiting = accounts.filter(({ polling }) => polling === "listing");
  const counts = useAnswer("getSelection", {}, { isEnabled: waiting.length > 0 }).data?.counts;
  const start = useCommand("startPolling");
  if (waiting.length === 0) return null;
  return (
    <div className="grid gap-2 rounded-md border border-line-strong px-3.5 py-3">
      <p>
        <span className="weight-emphasis">{formatPlural(waiting.length, "account")} listed, not yet read.</span>{" "}
        {counts
          ? `${formatCount(counts.selectedCount)} of ${formatPlural(counts.listedCount, "queue")} would be looked at.`
          : ""}{" "}
        <TextLink href="/accounts/selection">Choose which</TextLink>
      </p>
      {start.problem ? <ProblemNote problem={start.problem} /> : null}
      <Button
        variant="filled"
        align="start"
        className="justify-self-start"
        isBusy={start.isBusy}
        onClick={() => start.run({ accountIds: waiting.map(({ id }) => id) })}
      >
        Start reading counters and settings
      </Button>
    </div>
  );
}
