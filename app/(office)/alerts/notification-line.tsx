import type { ReactNode } from "react";
import { formatPlural } from "@/app/_components/format";
import { OutsideLink } from "@/app/_components/ui/outside-link";
import { StateLabel } from "@/app/_components/ui/state-label";
import { Moment, RelativeTime } from "@/app/_components/ui/time";
import type { NotificationView } from "@/lib/contract/alert-fields";
import { TOLD_OF, TOLD_STATUS, TOLD_WORDS } from "./alert-words";

type Props = { notification: NotificationView; about?: ReactNode; action?: ReactNode };

/** Of a given-up message and of one that is being sent nobody knows whether it came through. */
const TELLS: Readonly<Record<NotificationView["state"], string>> = {
  waiting: "is to be told",
  sending: "is being told",
  delivered: "was told",
  dead: "was to be told",
  dropped: "was to be told",
};

/** One message for one channel: of what, since when, and what became of it. */
export function NotificationLine({ notification: one, about, action }: Props) {
  return (
    <li className="flex flex-wrap items-start gap-x-3 gap-y-1 border-t px-4 py-2.5 first:border-t-0">
      <StateLabel status={TOLD_STATUS[one.state]} className="w-28 flex-none max-sm:w-auto">
        {TOLD_WORDS[one.state]}
      </StateLabel>
      <div className="min-w-0 flex-1 basis-64 max-sm:basis-full">
        <p className="wrap-anywhere">
          <span className="weight-emphasis">{one.channelName}</span>{" "}
          <span className="text-ink-2">
            {TELLS[one.state]} {TOLD_OF[one.kind]}
          </span>
        </p>
        {about}
        <Outcome notification={one} />
      </div>
      <span className="text-right text-xs whitespace-nowrap text-ink-3">
        <Moment at={one.queuedAt} isPlain />
      </span>
      {action}
    </li>
  );
}

function Outcome({ notification: one }: { notification: NotificationView }) {
  return (
    <p className="flex flex-wrap gap-x-2 text-xs wrap-anywhere text-ink-2">
      {one.deliveredAt ? (
        <span>
          taken <RelativeTime at={one.deliveredAt} suffix=" ago" isPlain />
        </span>
      ) : null}
      {one.attempts > 1 || (one.attempts > 0 && !one.deliveredAt) ? (
        <span>{formatPlural(one.attempts, "try", "tries")}</span>
      ) : null}
      {one.failure && one.state !== "delivered" ? (
        <span className={one.state === "dead" ? "text-danger" : "text-warn"}>{one.failure}</span>
      ) : null}
      {one.state === "waiting" && one.nextAt && one.attempts > 0 ? (
        <span>
          next try in <RelativeTime at={one.nextAt} isPlain />
        </span>
      ) : null}
      {one.replayOf ? <span>a replay</span> : null}
      {one.externalUrl ? <OutsideLink url={one.externalUrl}>Open there</OutsideLink> : null}
    </p>
  );
}
