"use client";

import { api, queryKey, useCommand, usePages } from "@/app/_components/api";
import { ProblemNote } from "@/app/_components/problem-note";
import { PagedRows } from "@/app/_components/tables/paged-rows";
import { TableToolbar } from "@/app/_components/tables/table-bars";
import { Button } from "@/app/_components/ui/button";
import { Select } from "@/app/_components/ui/field";
import { Panel } from "@/app/_components/ui/panel";
import { TextLink } from "@/app/_components/ui/text-link";
import { EmptyState } from "@/app/_components/ui/view-states";
import { useUrlParams } from "@/app/_components/use-url-params";
import type { NotificationView } from "@/lib/contract/alert-fields";
import type { Channel } from "@/lib/contract/channels";
import { NOTIFICATION_STATES } from "@/lib/core/alerts/notification";
import { TOLD_WORDS } from "../../alerts/alert-words";
import { NotificationLine } from "../../alerts/notification-line";

/** Everything that channels were told, and what was given up, to be sent again. */
export function ToldLog({ channels }: { channels: readonly Channel[] }) {
  const [parameters] = useUrlParams();
  const channelId = channels.find(({ id }) => id === parameters.get("channel"))?.id;
  const state = NOTIFICATION_STATES.find((one) => one === parameters.get("state"));
  const input = { limit: 50, channelId, state };
  const list = usePages<NotificationView>(queryKey("listNotifications", input), (cursor) =>
    api.listNotifications({ ...input, cursor }),
  );
  const replay = useCommand("replayNotification");
  return (
    <div className="min-w-0">
      <LogFilters channels={channels} channelId={channelId} state={state} />
      {replay.problem ? <ProblemNote problem={replay.problem} /> : null}
      <Panel title="What was sent" hint="given-up messages stay here until somebody sends them again" isFlush>
        <PagedRows list={list} what="What was sent">
          {(items) =>
            items.length === 0 ? (
              <EmptyState title="Nothing was sent that matches." />
            ) : (
              <ol>
                {items.map((one) => (
                  <NotificationLine
                    key={one.id}
                    notification={one}
                    about={<About notification={one} />}
                    action={
                      one.state === "dead" ? (
                        <Button
                          size="sm"
                          aria-label={`Send again to ${one.channelName}: ${one.title}`}
                          onClick={() => replay.run({ id: one.id })}
                        >
                          Send again
                        </Button>
                      ) : null
                    }
                  />
                ))}
              </ol>
            )
          }
        </PagedRows>
      </Panel>
    </div>
  );
}

type FilterProps = {
  channels: readonly Channel[];
  channelId: string | undefined;
  state: NotificationView["state"] | undefined;
};

function LogFilters({ channels, channelId, state }: FilterProps) {
  const [, change] = useUrlParams();
  return (
    <TableToolbar sortedBy="newest first">
      <Select
        aria-label="Channel"
        className="w-48"
        value={channelId ?? ""}
        onChange={({ target }) => change({ channel: target.value || undefined }, { isStep: true })}
      >
        <option value="">All channels</option>
        {channels.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </Select>
      <Select
        aria-label="Outcome"
        className="w-40"
        value={state ?? ""}
        onChange={({ target }) => change({ state: target.value || undefined }, { isStep: true })}
      >
        <option value="">All outcomes</option>
        {NOTIFICATION_STATES.map((one) => (
          <option key={one} value={one}>
            {TOLD_WORDS[one]}
          </option>
        ))}
      </Select>
    </TableToolbar>
  );
}

function About({ notification: { alertId, alertNumber, reviewId, title } }: { notification: NotificationView }) {
  if (alertId)
    return (
      <p className="truncate text-ink-2">
        <TextLink href={`/alerts/${alertId}`}>A-{alertNumber}</TextLink> {title}
      </p>
    );
  return (
    <p className="truncate text-ink-2">
      {reviewId ? <TextLink href={`/reviews/${reviewId}`}>{title}</TextLink> : title}
    </p>
  );
}
