"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { api, problemOf, readAgain } from "@/app/_components/api";
import type { OperationId } from "@/lib/contract";
import { type ChangeEvent, eventSchema } from "@/lib/contract/events";

const CLASS_READS = [
  "getNow",
  "listFailureClasses",
  "getFailureClass",
  "listClassActivity",
  "listFailedMessages",
  "getFailedMessage",
] as const;

const EVENT_READS = ["listRules", "getRule", "listBuses", "getBus", "listArchives", "getArchive"] as const;

/** Which answers a change of each kind makes old. */
const READS: Record<ChangeEvent["topic"], readonly OperationId[]> = {
  run: [
    "getRun",
    "listRuns",
    "listLosses",
    "listRunItems",
    "getQueue",
    "listVaultItems",
    "listAuditEntries",
    ...CLASS_READS,
  ],
  class: [...CLASS_READS, "listIssues", "listRules", "getRule"],
  queue: ["listQueues", "getQueue", "listLosses", "getQueueSeries", "listConfigChanges", ...CLASS_READS],
  account: [
    "listAccounts",
    "getAccount",
    "listPollers",
    "listQueues",
    "getNow",
    "getCapabilities",
    "getSelection",
    "getInventory",
    "getFirstReport",
    ...EVENT_READS,
  ],
  coverage: ["getCoverage", "listFindings", "getFinding", "getFirstReport", "listOwners", "getRule"],
  pipeline: [
    "listPipelines",
    "getPipeline",
    "getPipelineMap",
    "getPipelineHistory",
    "getPipelineSlo",
    "listUnassigned",
  ],
  plan: ["getPlan", "listApprovals", "listAuditEntries"],
  writes: ["getWrites", "getNow", "listAccounts", "getAccount", "listAuditEntries"],
  vault: ["listVaultItems", "getVaultItem", "getNow"],
  notice: ["listNotices"],
  alert: ["listAlerts", "getAlert", "listSilences", "listNotifications", "listIssues"],
  channel: ["listChannels", "listNotifications", "getAlert", "getAlertSettings", "listIssues", "listIssueChannels"],
  review: ["listReviews", "getReview", "listReviewNotes", "listReviewActions", "getReviewMinutes"],
};

/** Many changes within this time are one reading. */
const GATHER_MS = 1000;
const REOPEN_MS = 5000;

export type Connection = "connecting" | "open" | "broken";

/**
 * Hears of changes and reads what they made old again. One stream for the whole page; it rests while the tab is hidden
 * and everything is read again when it is shown. Goes to the sign-in page when the session is over.
 */
export function useLive(): Connection {
  const client = useQueryClient();
  const [connection, setConnection] = useState<Connection>("connecting");
  useEffect(() => {
    const due = new Set<OperationId>();
    const flush = gathered(() => {
      readAgain(client, new Set(due));
      due.clear();
    });
    const stream = keepOpen({
      onState: setConnection,
      onChange: ({ topic }) => {
        for (const id of READS[topic]) due.add(id);
        flush.soon();
      },
      onResync: () => readAgain(client),
    });
    const onVisible = () => {
      if (document.hidden) return stream.close();
      readAgain(client);
      stream.open();
    };
    if (!document.hidden) stream.open();
    document.addEventListener("visibilitychange", onVisible);
    return () => {
      document.removeEventListener("visibilitychange", onVisible);
      stream.close();
      flush.cancel();
    };
  }, [client]);
  return connection;
}

function gathered(run: () => void) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    soon() {
      timer ??= setTimeout(() => {
        timer = undefined;
        run();
      }, GATHER_MS);
    },
    cancel: () => clearTimeout(timer),
  };
}

interface Listeners {
  readonly onState: (state: Connection) => void;
  readonly onChange: (event: ChangeEvent) => void;
  readonly onResync: () => void;
}

function keepOpen({ onState, onChange, onResync }: Listeners) {
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const close = () => {
    clearTimeout(timer);
    source?.close();
    source = undefined;
  };
  const open = () => {
    close();
    const opened = new EventSource("/api/v1/events");
    source = opened;
    opened.onopen = () => onState("open");
    opened.onerror = () => {
      onState("broken");
      // The browser tries again by itself unless the answer was no stream at all.
      if (opened.readyState === EventSource.CLOSED) reopen();
    };
    opened.addEventListener("change", ({ data }) => {
      const event = eventSchema.safeParse(JSON.parse(data));
      if (event.success) onChange(event.data);
    });
    opened.addEventListener("resync", onResync);
    opened.addEventListener("end", reopen);
  };
  const reopen = async () => {
    close();
    if (await isSignedOut()) return window.location.assign(signInAddress());
    timer = setTimeout(open, REOPEN_MS);
  };
  return { open, close };
}

async function isSignedOut(): Promise<boolean> {
  try {
    await api.getMe({});
    return false;
  } catch (error) {
    return problemOf(error).status === 401;
  }
}

function signInAddress(): string {
  const { pathname, search } = window.location;
  return `/sign-in?next=${encodeURIComponent(pathname + search)}`;
}
