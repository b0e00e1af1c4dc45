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
import { busesQuery, countQuery } from "../list-query";
import { NameFilter } from "../name-filter";
import { NothingFound } from "../no-rules";
import { UnreadPlaces } from "../unread-places";
import { BusPhoneRow, busColumns, hrefOfBus } from "./bus-columns";

type Props = { buses: FirstAnswer<"listBuses">; all: FirstAnswer<"listBuses"> };

/** Every event bus of the scope, and who may put events on it. */
export function BusesScreen({ buses: first, all: firstAll }: Props) {
  const [parameters, change] = useUrlParams();
  const isAll = useSight() === "everything";
  const count = countQuery(parameters);
  const all = useAnswer("listBuses", count, { initialData: answerTo(firstAll, count) }).data;
  const input = busesQuery(parameters);
  const list = usePages(
    queryKey("listBuses", input),
    (cursor) => api.listBuses({ ...input, cursor }),
    answerTo(first, input),
  );
  return (
    <>
      <PageHeader
        title={`${formatPlural(all?.totalCount, "event bus", "event buses")}${isAll ? "" : " shown to you"}.`}
        lead="Buses of the new style are recognised and not read yet."
      />
      <UnreadPlaces places={all?.unreadPlaces} />
      <NameFilter tabs={<EventTabs here="buses" />} />
      <EventTable
        list={list}
        noun="buses"
        caption="Event buses by name"
        columns={busColumns}
        hrefOf={hrefOfBus}
        phoneRow={(bus) => <BusPhoneRow bus={bus} />}
        empty={
          parameters.has("name") ? (
            <EmptyState
              title="No bus matches."
              action={<Button onClick={() => change({ name: undefined })}>Clear the filter</Button>}
            />
          ) : (
            <NothingFound what="bus" />
          )
        }
      />
    </>
  );
}
