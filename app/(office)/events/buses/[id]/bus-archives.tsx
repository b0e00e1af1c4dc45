"use client";

import { useAnswer } from "@/app/_components/api";
import { answerTo, type FirstAnswer } from "@/app/_components/first-answer";
import { Panel } from "@/app/_components/ui/panel";
import { TextLink } from "@/app/_components/ui/text-link";
import { LoadingSkeleton } from "@/app/_components/ui/view-states";
import { ArchiveState } from "../../archives/archive-state";
import { retentionWords } from "../../archives/archive-words";

/** What keeps the events of a bus. */
export function BusArchives({ first }: { first: FirstAnswer<"listArchives"> }) {
  const archives = useAnswer("listArchives", first.input, { initialData: answerTo(first, first.input) }).data;
  return (
    <Panel title="Archives" isFlush>
      {archives === undefined ? (
        <LoadingSkeleton rows={1} label="Reading the archives" />
      ) : archives.items.length === 0 ? (
        <p className="px-4 py-3 text-ink-2">None: what this bus got cannot be replayed.</p>
      ) : (
        <ul>
          {archives.items.map((archive) => (
            <li key={archive.id} className="grid gap-0.5 border-b px-4 py-2.5 last:border-b-0">
              <span className="flex items-center justify-between gap-2">
                <TextLink href={`/events/archives/${archive.id}`} className="min-w-0 wrap-anywhere">
                  {archive.name}
                </TextLink>
                <ArchiveState archive={archive} />
              </span>
              <span className="text-xs text-ink-2">
                {archive.eventPattern === null ? "every event" : "some events"}, {retentionWords(archive.retentionDays)}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
