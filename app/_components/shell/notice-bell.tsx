"use client";

import Link from "next/link";
import { Popover } from "radix-ui";
import { useEffect, useRef, useState } from "react";
import type { Notice } from "@/lib/contract/notices";
import { useAnswer, useCommand } from "../api";
import { cn } from "../cn";
import { formatPlural } from "../format";
import { Button } from "../ui/button";
import { Icon } from "../ui/icons";
import type { Status } from "../ui/status";
import { StatusIcon } from "../ui/status-icon";
import { RelativeTime } from "../ui/time";
import { useToast } from "../ui/toasts";

const SHOWN = 10;

/** What became of the runs that one asked for: how many are unread, and the last of them. One on a page tells new ones at once. */
export function NoticeBell({ tellsNew = false }: { tellsNew?: boolean }) {
  const [isOpen, setOpen] = useState(false);
  const answer = useAnswer("listNotices", { limit: SHOWN });
  const read = useCommand("readNotices");
  const notices = answer.data?.items ?? [];
  const unread = answer.data?.unreadCount ?? 0;
  useToastForNew(tellsNew ? notices[0] : undefined, isOpen);
  const change = (open: boolean) => {
    setOpen(open);
    if (!open && unread > 0) read.run({});
  };
  return (
    <Popover.Root open={isOpen} onOpenChange={change}>
      <Popover.Trigger asChild>
        <Button
          variant="ghost"
          size="sm"
          isIconOnly
          className="relative"
          aria-label={unread > 0 ? `Notices, ${unread} unread` : "Notices"}
        >
          <Icon name="bell" className="size-4" />
          <UnreadBadge count={unread} />
        </Button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="end"
          sideOffset={6}
          collisionPadding={8}
          aria-label="Notices"
          className="z-50 max-h-[70vh] w-[min(400px,calc(100vw-16px))] animate-fade-in overflow-y-auto rounded-md border bg-raised shadow-menu outline-none"
        >
          <p className="border-b px-3.5 py-2 text-xs text-ink-2">
            {unread > 0 ? `${formatPlural(unread, "notice")} you have not read` : "Your runs: nothing new"}
          </p>
          {notices.length === 0 ? (
            <p className="px-3.5 py-3 text-ink-2">When a run of yours pauses by itself or ends, it is told here.</p>
          ) : (
            <ul>
              {notices.map((notice) => (
                <NoticeLine key={notice.id} notice={notice} onGo={() => change(false)} />
              ))}
            </ul>
          )}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function UnreadBadge({ count }: { count: number }) {
  if (count === 0) return null;
  return (
    <span
      aria-hidden="true"
      className="absolute -top-0.5 -right-0.5 min-w-4 rounded-full bg-accent px-1 text-center text-[10px] leading-4 font-semibold text-on-accent"
    >
      {count > 99 ? "99+" : count}
    </span>
  );
}

function NoticeLine({ notice, onGo }: { notice: Notice; onGo: () => void }) {
  return (
    <li className="border-b last:border-b-0">
      <Link
        href={`/runs/${notice.runId}`}
        onClick={onGo}
        className={cn("flex gap-2.5 px-3.5 py-2.5 hover:bg-hover", notice.readAt === null && "bg-accent-soft")}
      >
        <StatusIcon status={STATUS[notice.kind]} className="mt-1 flex-none" />
        <span className="min-w-0">
          <span className="block wrap-anywhere">{notice.text}</span>
          <span className="text-xs text-ink-3">
            <RelativeTime at={notice.at} suffix=" ago" isPlain />
          </span>
        </span>
      </Link>
    </li>
  );
}

const STATUS: Record<Notice["kind"], Status> = {
  "run-paused": "paused",
  "run-finished": "done",
  "run-failed": "failed",
  "run-interrupted": "interrupted",
  "late-returns": "returned",
};

/** Tells at once of what comes while one looks at something else; not of what was there before. */
function useToastForNew(newest: Notice | undefined, isOpen: boolean): void {
  const show = useToast();
  const seen = useRef<string | null>(null);
  useEffect(() => {
    const before = seen.current;
    seen.current = newest?.id ?? "none";
    if (before === null || newest === undefined || newest.id === before || newest.readAt !== null || isOpen) return;
    show({
      text: (
        <Link href={`/runs/${newest.runId}`} className="hover:underline">
          {newest.text}
        </Link>
      ),
    });
  }, [newest, isOpen, show]);
}
