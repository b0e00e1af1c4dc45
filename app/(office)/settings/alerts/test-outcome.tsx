"use client";

import { useQuery } from "@tanstack/react-query";
import { api, queryKey } from "@/app/_components/api";
import { NotificationLine } from "../../alerts/notification-line";

const ASK_MS = 1000;
const SHOWN = 20;

/** What became of a test, as it becomes known. */
export function TestOutcome({ channelId, notificationId }: { channelId: string; notificationId: string }) {
  const input = { channelId, limit: SHOWN };
  const { data } = useQuery({
    queryKey: queryKey("listNotifications", input),
    queryFn: ({ signal }) => api.listNotifications(input, { signal }),
    refetchInterval: ({ state }) => (isUnderWay(state.data?.items.find(isIt)?.state) ? ASK_MS : false),
  });
  function isIt({ id }: { id: string }): boolean {
    return id === notificationId;
  }
  const sent = data?.items.find(isIt);
  return (
    <div role="status" className="mt-2 rounded-md border bg-sunken">
      {sent ? (
        <ol>
          <NotificationLine notification={sent} />
        </ol>
      ) : (
        <p className="px-4 py-2.5 text-ink-2">The test is on its way.</p>
      )}
    </div>
  );
}

function isUnderWay(state: string | undefined): boolean {
  return state === undefined || state === "waiting" || state === "sending";
}
