"use client";

import { useAnswer } from "@/app/_components/api";
import { formatDuration } from "@/app/_components/format";
import { Panel } from "@/app/_components/ui/panel";
import { TextLink } from "@/app/_components/ui/text-link";
import { Moment } from "@/app/_components/ui/time";
import { EmptyState, LoadingSkeleton } from "@/app/_components/ui/view-states";
import type { Suspect } from "@/lib/contract/evidence";
import type { FailureClassDetail } from "@/lib/contract/failures";

/** What was changed shortly before the failure began, the likeliest first. Near in time is not the cause. */
export function SuspectsPanel({ failure }: { failure: FailureClassDetail }) {
  const { data } = useAnswer("listSuspects", { id: failure.id });
  return (
    <Panel
      title="What changed before"
      hint={data?.items.length ? "the likeliest first; near is not proof" : undefined}
      isFlush
    >
      {data ? (
        <>
          {data.items.length === 0 ? (
            <EmptyState
              title={
                data.unseen
                  ? "No change was seen, but not everything was looked at."
                  : "No change was seen around it in the day before."
              }
            />
          ) : (
            <ol className="px-4 pt-1.5">
              {data.items.map((suspect) => (
                <SuspectItem key={suspect.changeId} suspect={suspect} />
              ))}
            </ol>
          )}
          <p className="px-4 pb-3 text-xs text-ink-3">
            Began <Moment at={data.onsetAt} isPlain />, {data.onsetNote}
            {data.unseen ? `. ${data.unseen}` : ""}
          </p>
        </>
      ) : (
        <LoadingSkeleton rows={3} />
      )}
    </Panel>
  );
}

function SuspectItem({ suspect }: { suspect: Suspect }) {
  const { resourceId, name, text, by, relation, secondsBefore } = suspect;
  return (
    <li className="grid gap-0.5 border-t py-[7px] first:border-t-0">
      <div className="wrap-anywhere">
        {resourceId ? <TextLink href={`/inventory/${resourceId}`}>{name}</TextLink> : name}: {text}
      </div>
      <div className="text-xs text-ink-2">
        {formatDuration(Math.abs(secondsBefore))} {secondsBefore >= 0 ? "before" : "after"} it began · {relation}
        {by ? ` · by ${by}` : ""}
      </div>
    </li>
  );
}
