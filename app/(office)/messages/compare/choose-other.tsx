"use client";

import { api, usePages } from "@/app/_components/api";
import { formatBytes, formatShortId } from "@/app/_components/format";
import { type Column, DataTable } from "@/app/_components/tables/data-table";
import { PagedRows } from "@/app/_components/tables/paged-rows";
import { PageHeader } from "@/app/_components/ui/page-header";
import { Panel } from "@/app/_components/ui/panel";
import { TextLink } from "@/app/_components/ui/text-link";
import { Moment } from "@/app/_components/ui/time";
import { EmptyState } from "@/app/_components/ui/view-states";
import type { FailedMessage } from "@/lib/contract/failures";
import { MessageState } from "../message-state";
import { compareAddress } from "./compare-address";

/** The other messages of the class, newest first: each leads to the comparison. */
export function ChooseOther({ message }: { message: FailedMessage }) {
  const input = { classId: message.classId, limit: 50 };
  const list = usePages(["listFailedMessages", input], (cursor) => api.listFailedMessages({ ...input, cursor }));
  const hrefOf = (other: FailedMessage) => compareAddress(message.id, other.id);
  return (
    <>
      <PageHeader
        crumbs={[
          { label: "Now", href: "/" },
          { label: message.classTitle, href: `/failures/${message.classId}` },
          { label: formatShortId(message.messageId), href: `/messages/${message.id}` },
          { label: "Compare" },
        ]}
        title={`Compare ${formatShortId(message.messageId)} with …`}
        lead="Choose the other message. Nothing is read before that."
      />
      <Panel title="Messages of the same failure" hint="newest first, those whose body is kept" isFlush>
        <PagedRows list={list} what="The messages">
          {(items) => (
            <DataTable
              caption="Messages to compare with"
              columns={columnsWith(hrefOf)}
              rows={items.filter(({ id, hasBody }) => hasBody && id !== message.id)}
              keyOf={({ id }) => id}
              hrefOf={hrefOf}
              phoneRow={(other) => <PhoneChoice message={other} />}
              empty={<EmptyState title="There is no other message of this failure whose body is kept." />}
            />
          )}
        </PagedRows>
      </Panel>
    </>
  );
}

function columnsWith(hrefOf: (message: FailedMessage) => string): Column<FailedMessage>[] {
  return [
    {
      key: "message",
      header: "Message",
      width: 132,
      cell: (message) => (
        <TextLink href={hrefOf(message)} title={message.messageId} className="machine">
          {formatShortId(message.messageId)}
        </TextLink>
      ),
    },
    { key: "seen", header: "First seen", width: 150, cell: ({ firstSeenAt }) => <Moment at={firstSeenAt} isPlain /> },
    {
      key: "shape",
      header: "Shape",
      cell: ({ shape }) => (
        <span className="machine block truncate text-ink-2" title={shape}>
          {shape}
        </span>
      ),
    },
    { key: "size", header: "Size", width: 90, isNumber: true, cell: ({ bodyBytes }) => formatBytes(bodyBytes) },
    { key: "state", header: "State", width: 144, cell: (message) => <MessageState message={message} isQuiet /> },
  ];
}

function PhoneChoice({ message }: { message: FailedMessage }) {
  return (
    <>
      <span className="flex items-center justify-between gap-3">
        <span className="machine">{formatShortId(message.messageId)}</span>
        <MessageState message={message} isQuiet />
      </span>
      <span className="block truncate text-xs text-ink-2">
        <Moment at={message.firstSeenAt} isPlain /> · {formatBytes(message.bodyBytes)}
      </span>
    </>
  );
}
