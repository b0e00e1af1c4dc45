"use client";

import { type ReactNode, useId } from "react";
import { formatPlural } from "@/app/_components/format";
import { useRefusal } from "@/app/_components/me";
import { overlapText } from "@/app/_components/tables/table-bars";
import { onThing } from "@/app/_components/targets";
import { Panel } from "@/app/_components/ui/panel";
import { StateLabel } from "@/app/_components/ui/state-label";
import { RelativeTime } from "@/app/_components/ui/time";
import type { QueueDetail } from "@/lib/contract/queues";
import { CaptureForm, ModeForm } from "./reading-forms";
import { scanEnd } from "./scan-end";
import { ScanNow } from "./scan-now";
import { VaultState } from "./vault-state";

/** How we read this queue: mode, what is kept, the last scan, and a scan by hand. */
export function ReadingPanel({ queue }: { queue: QueueDetail }) {
  const reasonId = useId();
  const refusal = useRefusal("queues.edit", onThing(queue));
  if (!queue.isDeadLetterQueue)
    return (
      <Panel title="Reading">
        <p className="text-ink-2">
          Nobody names this queue as a dead-letter queue. Its counters are read; messages are never received from it.
        </p>
      </Panel>
    );
  const isFixed = refusal !== undefined;
  return (
    <section id="reading" className="scroll-mt-16">
      <Panel title="Reading" isFlush>
        <Part title="Mode">
          <ModeForm queue={queue} disabledBy={isFixed ? reasonId : undefined} />
        </Part>
        {queue.mode === "off" ? null : (
          <Part title="What is kept">
            <CaptureForm queue={queue} disabledBy={isFixed ? reasonId : undefined} />
          </Part>
        )}
        {isFixed ? (
          <p id={reasonId} className="border-b px-4 py-2 text-xs text-ink-2">
            {refusal}
          </p>
        ) : null}
        {queue.lost.length > 0 ? (
          <Part title="Given up by this">
            <ul className="list-disc pl-4 text-ink-2">
              {queue.lost.map((lost) => (
                <li key={lost}>{lost}</li>
              ))}
            </ul>
          </Part>
        ) : null}
        {queue.vault ? (
          <Part title="Vault">
            <VaultState queue={queue} />
          </Part>
        ) : null}
        <Part title={queue.mode === "vault" ? "Last look" : "Last scan"}>
          <LastScan queue={queue} />
          <ScanNow queue={queue} />
        </Part>
      </Panel>
    </section>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="grid gap-1.5 border-b px-4 py-3 last:border-b-0">
      <h3 className="text-xs text-ink-3">{title}</h3>
      {children}
    </div>
  );
}

function LastScan({ queue }: { queue: QueueDetail }) {
  const { lastScan, completeness } = queue;
  if (lastScan === null) return <p className="text-ink-2">Never scanned.</p>;
  if (lastScan.endedAt === null)
    return (
      <StateLabel status="running">
        Scanning for <RelativeTime at={lastScan.startedAt} isPlain />
      </StateLabel>
    );
  return (
    <div className="grid gap-0.5">
      <p>
        <RelativeTime at={lastScan.endedAt} suffix=" ago" />, {lastScan.isScheduled ? "by schedule" : "by hand"}:{" "}
        {formatPlural(lastScan.receivedCount, "message")} read, {lastScan.newCount} new.
      </p>
      <p className="text-xs text-ink-2">{scanEnd(lastScan)}</p>
      {lastScan.unreleasedCount > 0 ? (
        <p className="text-xs text-warn">
          {formatPlural(lastScan.unreleasedCount, "message")} could not be given back at once; they reappear by time.
        </p>
      ) : null}
      {completeness?.overlapEstimate ? (
        <p className="text-xs text-ink-2">{overlapText(completeness.overlapEstimate)}</p>
      ) : null}
      {completeness?.note ? <p className="text-xs text-ink-2">{completeness.note}</p> : null}
    </div>
  );
}
