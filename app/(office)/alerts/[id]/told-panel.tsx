"use client";

import { useRefusal } from "@/app/_components/me";
import { Chip } from "@/app/_components/ui/chip";
import { Panel } from "@/app/_components/ui/panel";
import { EmptyState } from "@/app/_components/ui/view-states";
import type { AlertDetail } from "@/lib/contract/alerts";
import { MUTE_WORDS } from "../alert-words";
import { NotificationLine } from "../notification-line";

/** Which channels were told of what, and what became of it; else why nobody was. */
export function ToldPanel({ alert }: { alert: AlertDetail }) {
  const refusal = useRefusal("alerts.manage", "everything");
  const { notifications, mute, muteReason, routeWords } = alert;
  return (
    <Panel title="Who was told" hint={mute ? <Chip>{MUTE_WORDS[mute]}</Chip> : undefined} isFlush>
      <p className="max-w-[72ch] px-4 py-3 text-ink-2 wrap-anywhere">
        {routeWords}
        {muteReason && !routeWords.includes(muteReason) ? ` ${muteReason}` : ""}
      </p>
      {refusal ? (
        <p className="border-t px-4 py-2.5 text-xs text-ink-2">
          What each channel answered is shown to whoever may change channels.
        </p>
      ) : notifications.length > 0 ? (
        <ol className="border-t">
          {notifications.map((one) => (
            <NotificationLine key={one.id} notification={one} />
          ))}
        </ol>
      ) : (
        <div className="border-t">
          <EmptyState title="No channel was told of it." />
        </div>
      )}
    </Panel>
  );
}
