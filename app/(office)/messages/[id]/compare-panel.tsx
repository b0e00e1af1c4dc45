"use client";

import { useAnswer } from "@/app/_components/api";
import { formatShortId } from "@/app/_components/format";
import { Panel } from "@/app/_components/ui/panel";
import { TextLink } from "@/app/_components/ui/text-link";
import { RelativeTime } from "@/app/_components/ui/time";
import type { FailedMessage } from "@/lib/contract/failures";
import { compareAddress } from "../compare/compare-address";

const SHOWN = 3;

/** Other messages of the same failure, newest first: what differs is often why it failed. */
export function ComparePanel({ message }: { message: FailedMessage }) {
  const { data } = useAnswer("listFailedMessages", { classId: message.classId, limit: 20 });
  const others = data?.items.filter(({ id, hasBody }) => hasBody && id !== message.id).slice(0, SHOWN);
  if (!message.hasBody || others?.length === 0) return null;
  return (
    <Panel title="Compare with" hint="of the same failure">
      <ul className="grid gap-1.5">
        {others?.map((other) => (
          <li key={other.id} className="flex items-baseline justify-between gap-3 max-sm:min-h-11 max-sm:items-center">
            <TextLink href={compareAddress(message.id, other.id)} title={other.messageId} className="machine">
              {formatShortId(other.messageId)}
            </TextLink>
            <span className="text-xs text-ink-3">
              seen <RelativeTime at={other.firstSeenAt} suffix=" ago" isPlain />
            </span>
          </li>
        ))}
        <li className="max-sm:min-h-11">
          <TextLink href={compareAddress(message.id)}>Another one…</TextLink>
        </li>
      </ul>
    </Panel>
  );
}
