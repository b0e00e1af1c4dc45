"use client";

import { api, usePages } from "@/app/_components/api";
import { Button } from "@/app/_components/ui/button";
import { Panel } from "@/app/_components/ui/panel";
import { StatusIcon } from "@/app/_components/ui/status-icon";
import { TextLink } from "@/app/_components/ui/text-link";
import { Moment, RelativeTime } from "@/app/_components/ui/time";
import type { OutputOf } from "@/lib/contract";
import type { ClassActivity } from "@/lib/contract/class-triage";
import { ACTIVITY_ITEMS, activityStatus, activityWords } from "../activity-words";

type Props = { classId: string; first: OutputOf<"listClassActivity"> };

/** What the class did, what people decided and wrote, and the runs on it: who, when, why, newest first. */
export function ActivityPanel({ classId, first }: Props) {
  const input = { id: classId, limit: ACTIVITY_ITEMS };
  const list = usePages(["listClassActivity", input], (cursor) => api.listClassActivity({ ...input, cursor }), first);
  return (
    <Panel title="Activity" hint="newest first" isFlush>
      <ol className="px-4 pt-1.5 pb-3">
        {(list.items ?? first.items).map((item) => (
          <ActivityLine key={item.key} item={item} />
        ))}
      </ol>
      {list.hasNextPage ? (
        <div className="px-4 pb-3">
          <Button size="sm" isBusy={list.isFetchingNextPage} onClick={() => list.fetchNextPage()}>
            Show earlier
          </Button>
        </div>
      ) : null}
    </Panel>
  );
}

function ActivityLine({ item }: { item: ClassActivity }) {
  const { who, what } = activityWords(item);
  return (
    <li className="grid grid-cols-[18px_minmax(0,1fr)_auto] gap-2 border-t py-[7px] first:border-t-0">
      <StatusIcon status={activityStatus(item)} className="mt-[3px]" />
      <div className="min-w-0">
        <div>
          <span className="weight-emphasis">{who}</span> {what}
          {item.ofNumber === null ? null : <span className="text-ink-3"> · F-{item.ofNumber}</span>}
          {item.snooze?.kind === "time" ? (
            <>
              {" "}
              <Moment at={item.snooze.until} isPlain />
            </>
          ) : null}
          {item.run ? (
            <>
              : <TextLink href={`/runs/${item.run.id}`}>R-{item.run.number}</TextLink>, {item.run.state}
            </>
          ) : null}
        </div>
        {item.text ? <div className="whitespace-pre-wrap text-xs wrap-anywhere text-ink-2">{item.text}</div> : null}
      </div>
      <span className="text-xs whitespace-nowrap text-ink-3">
        <RelativeTime at={item.at} isPlain suffix=" ago" />
      </span>
    </li>
  );
}
