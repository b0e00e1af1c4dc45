"use client";

import { api, queryKey, useAnswer, usePages } from "@/app/_components/api";
import { answerTo, type FirstAnswer } from "@/app/_components/first-answer";
import { formatPlural } from "@/app/_components/format";
import { useSight } from "@/app/_components/me";
import { Button } from "@/app/_components/ui/button";
import { PageHeader } from "@/app/_components/ui/page-header";
import { EmptyState } from "@/app/_components/ui/view-states";
import { useUrlParams } from "@/app/_components/use-url-params";
import { EventTable } from "../event-table";
import { EventTabs } from "../event-tabs";
import { archivesQuery, countQuery } from "../list-query";
import { NameFilter } from "../name-filter";
import { NothingFound } from "../no-rules";
import { UnreadPlaces } from "../unread-places";
import { ArchivePhoneRow, archiveColumns, hrefOfArchive } from "./archive-columns";

type Props = { archives: FirstAnswer<"listArchives">; all: FirstAnswer<"listArchives"> };

/** Every archive of the scope: what it holds, for how long, and what that costs. */
export function ArchivesScreen({ archives: first, all: firstAll }: Props) {
  const [parameters, change] = useUrlParams();
  const isAll = useSight() === "everything";
  const count = countQuery(parameters);
  const all = useAnswer("listArchives", count, { initialData: answerTo(firstAll, count) }).data;
  const input = archivesQuery(parameters);
  const list = usePages(
    queryKey("listArchives", input),
    (cursor) => api.listArchives({ ...input, cursor }),
    answerTo(first, input),
  );
  return (
    <>
      <PageHeader
        title={`${formatPlural(all?.totalCount, "archive")}${isAll ? "" : " shown to you"}.`}
        lead="Events and sizes are counted by AWS up to 24 hours late; prices are estimates of them."
      />
      <UnreadPlaces places={all?.unreadPlaces} />
      <NameFilter tabs={<EventTabs here="archives" />} />
      <EventTable
        list={list}
        noun="archives"
        caption="Archives by name"
        columns={archiveColumns}
        hrefOf={hrefOfArchive}
        phoneRow={(archive) => <ArchivePhoneRow archive={archive} />}
        empty={
          parameters.has("name") || parameters.has("bus") ? (
            <EmptyState
              title="No archive matches."
              action={<Button onClick={() => change({ name: undefined, bus: undefined })}>Clear the filter</Button>}
            />
          ) : (
            <NothingFound what="archive" />
          )
        }
      />
    </>
  );
}
