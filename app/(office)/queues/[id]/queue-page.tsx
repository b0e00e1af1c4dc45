"use client";

import { useAnswer } from "@/app/_components/api";
import type { FirstAnswer } from "@/app/_components/first-answer";
import { formatCount } from "@/app/_components/format";
import { HistoryLink } from "@/app/_components/history-link";
import { ButtonLink } from "@/app/_components/ui/button";
import { Chip } from "@/app/_components/ui/chip";
import { LeadDot, PageHeader } from "@/app/_components/ui/page-header";
import { ClockTime } from "@/app/_components/ui/time";
import { BlindRow } from "@/app/_components/ui/view-states";
import type { OutputOf } from "@/lib/contract";
import type { QueueDetail } from "@/lib/contract/queues";
import { usePlanDrawer } from "../../plans/use-plan-drawer";
import { QueueState } from "../queue-state";
import { FifoPanel } from "./fifo-panel";
import { LossPanel } from "./loss-panel";
import { QueueActions, QueuePhoneActions, redriveOf } from "./queue-actions";
import { QueueCharts } from "./queue-charts";
import { QueueClasses } from "./queue-classes";
import { QueueFacts } from "./queue-facts";
import { QueueSettings } from "./queue-settings";
import { QueueTiesPanel } from "./queue-ties-panel";
import { queueTitle } from "./queue-title";
import { ReadingPanel } from "./reading-panel";

type Props = {
  queue: QueueDetail;
  series: FirstAnswer<"getQueueSeries">;
  changes: OutputOf<"listConfigChanges">;
  classes?: OutputOf<"listFailureClasses">;
};

/** One queue: how much is in it and since when, what failed, how we read it, and how it is set up. */
export function QueuePage({ queue: first, series, changes: firstChanges, classes }: Props) {
  const queue = useAnswer("getQueue", { id: first.id }, { initialData: first }).data ?? first;
  const { openPlan, drawer } = usePlanDrawer(queue.isDeadLetterQueue ? redriveOf(queue) : undefined);
  const changes = useAnswer("listConfigChanges", { id: first.id }, { initialData: firstChanges }).data ?? firstChanges;
  return (
    <>
      <PageHeader
        crumbs={[
          { label: "Queues", href: "/queues" },
          {
            label: `${queue.accountName} · ${queue.region}`,
            href: `/queues?account=${queue.accountId}&region=${queue.region}`,
          },
          { label: queue.name },
        ]}
        title={queueTitle(queue)}
        lead={<Lead queue={queue} />}
        actions={
          queue.isDeadLetterQueue && !queue.deletedAt ? <QueueActions queue={queue} openPlan={openPlan} /> : undefined
        }
      />
      <div className="grid gap-4">
        <Sight queue={queue} />
        <QueueFacts queue={queue} />
        <LossPanel queue={queue} openPlan={openPlan} />
        <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_316px]">
          <div className="grid min-w-0 gap-4">
            <QueueCharts
              queue={queue}
              first={series}
              changes={changes.items.map(({ at, field }) => ({ at: Date.parse(at), name: field }))}
            />
            {queue.isDeadLetterQueue ? <QueueClasses queue={queue} first={classes} /> : null}
            {queue.isDeadLetterQueue && queue.isFifo ? <FifoPanel queueId={queue.id} /> : null}
            <QueueSettings queue={queue} changes={changes.items} />
          </div>
          <div className="grid min-w-0 gap-4">
            <ReadingPanel queue={queue} />
            <QueueTiesPanel queue={queue} />
          </div>
        </div>
      </div>
      {queue.isDeadLetterQueue && !queue.deletedAt ? <QueuePhoneActions queue={queue} openPlan={openPlan} /> : null}
      {drawer}
    </>
  );
}

function Lead({ queue }: { queue: QueueDetail }) {
  return (
    <>
      <QueueState queue={queue} />
      {queue.isFifo ? <Chip>FIFO</Chip> : null}
      <LeadDot />
      <span>{queue.isDeadLetterQueue ? "dead-letter queue" : "never received from"}</span>
      <LeadDot />
      <code className="machine text-ink-3">{queue.id}</code>
      <HistoryLink object={queue.id} />
    </>
  );
}

/** What stands between us and the queue, when something does. */
function Sight({ queue }: { queue: QueueDetail }) {
  if (queue.deletedAt)
    return (
      <BlindRow>
        This queue was deleted in AWS by <ClockTime at={queue.deletedAt} isPlain />. What is shown is history.
      </BlindRow>
    );
  if (!queue.isBlind && queue.error === null) return null;
  return (
    <BlindRow
      action={
        <ButtonLink size="sm" href={`/accounts/${queue.accountId}`}>
          Fix access
        </ButtonLink>
      }
    >
      {queue.error ?? `${queue.accountName} · ${queue.region} cannot be seen.`} Last known:{" "}
      {queue.visible === null ? "nothing" : formatCount(queue.visible)}
      {queue.sampledAt ? (
        <>
          {" "}
          at <ClockTime at={queue.sampledAt} isPlain />
        </>
      ) : null}
      .
    </BlindRow>
  );
}
