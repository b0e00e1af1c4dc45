"use client";

import { api, queryKey, usePages } from "@/app/_components/api";
import { answerTo, type FirstAnswer } from "@/app/_components/first-answer";
import { formatPlural } from "@/app/_components/format";
import { DataTable } from "@/app/_components/tables/data-table";
import { PagedRows } from "@/app/_components/tables/paged-rows";
import { Button, ButtonLink } from "@/app/_components/ui/button";
import { PageHeader } from "@/app/_components/ui/page-header";
import { Panel } from "@/app/_components/ui/panel";
import { EmptyState } from "@/app/_components/ui/view-states";
import { useUrlParams } from "@/app/_components/use-url-params";
import { EventTabs } from "../event-tabs";
import { ReplayPhoneRow, replayColumns } from "./replay-columns";
import { replaysQuery } from "./replays-query";

type Props = { replays: FirstAnswer<"listReplays"> };

/** Every replay that is known, ours and others', also those that EventBridge has forgotten by now. */
export function ReplaysScreen({ replays: first }: Props) {
  const [parameters, change] = useUrlParams();
  const input = replaysQuery(parameters);
  const list = usePages(
    queryKey("listReplays", input),
    (cursor) => api.listReplays({ ...input, cursor }),
    answerTo(first, input),
  );
  const isNarrowed = input.archiveId !== undefined || input.state !== undefined;
  return (
    <>
      <PageHeader
        title={`${formatPlural(list.totalCount ?? undefined, "replay")}.`}
        lead="EventBridge forgets a replay after 90 days; here it stays. What targets did with the events is not known here."
      />
      <div className="mb-3 flex flex-wrap items-center gap-2">
        <EventTabs here="replays" />
        {isNarrowed ? (
          <Button size="sm" onClick={() => change({ archive: undefined, state: undefined })}>
            Show all replays
          </Button>
        ) : null}
      </div>
      <Panel isFlush>
        <PagedRows list={list} what="The replays">
          {(items) => (
            <DataTable
              caption="Replays, the newest first"
              columns={replayColumns}
              rows={items}
              keyOf={({ id }) => id}
              density="fleet"
              phoneRow={(replay) => <ReplayPhoneRow replay={replay} />}
              empty={
                <EmptyState
                  title={isNarrowed ? "No replay of this archive is known." : "No replay is known."}
                  evidence="One begins at an archive: choose a time and the rules that are to get the events."
                  action={<ButtonLink href="/events/archives">Open the archives</ButtonLink>}
                />
              }
            />
          )}
        </PagedRows>
      </Panel>
    </>
  );
}
