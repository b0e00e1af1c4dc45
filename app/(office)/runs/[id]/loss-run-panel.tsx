"use client";

import { formatCount } from "@/app/_components/format";
import { Fuse } from "@/app/_components/ui/fuse";
import { Panel } from "@/app/_components/ui/panel";
import { TextLink } from "@/app/_components/ui/text-link";
import type { Run } from "@/lib/contract/runs";

/** A rescue, a purge and a raised retention send no message; so there are no results of single messages, only what came of it. */
export function LossRunPanel({ run }: { run: Run }) {
  return (
    <Panel title="What came of it">
      {run.action === "raise-retention" ? null : <Copies run={run} />}
      <p className="max-w-[72ch]">{run.outcome ?? "Nothing to tell yet."}</p>
      <p className="mt-2 max-w-[72ch] text-ink-2">
        {run.action === "purge"
          ? "SQS needs up to 60 seconds to delete everything. What has a copy can be restored from the vault; the rest cannot."
          : run.action === "rescue"
            ? "Each copy was read back and its hash compared. The messages are still in their queue and go on ageing there."
            : "No message was received, moved or deleted."}
      </p>
      <p className="mt-2 flex flex-wrap gap-4">
        <TextLink href={`/queues/${run.queueId}`}>Open {run.subject.name}</TextLink>
        {run.action === "raise-retention" ? null : <TextLink href="/vault">Open the vault</TextLink>}
      </p>
    </Panel>
  );
}

function Copies({ run: { approximateMoved: copied, approximateToMove: waiting } }: { run: Run }) {
  const share = copied !== null && waiting ? Math.min(1, copied / waiting) : undefined;
  return (
    <>
      <p className="tabular">
        {formatCount(copied)} copied, of about {formatCount(waiting)} that wait
      </p>
      <Fuse share={share} tone="accent" size="phone" className="mt-1 mb-3" />
    </>
  );
}
