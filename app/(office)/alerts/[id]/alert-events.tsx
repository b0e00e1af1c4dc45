import { Panel } from "@/app/_components/ui/panel";
import { StatusIcon } from "@/app/_components/ui/status-icon";
import { Moment } from "@/app/_components/ui/time";
import type { AlertDetail } from "@/lib/contract/alerts";
import { EVENT_STATUS, EVENT_WORDS } from "../alert-words";

/** What happened to it, newest first. */
export function AlertEvents({ alert: { events } }: { alert: AlertDetail }) {
  return (
    <Panel title="What happened" hint="newest first" isFlush>
      <ol className="px-4 pt-1.5 pb-3">
        {events.toReversed().map((event, index) => (
          <li
            // biome-ignore lint/suspicious/noArrayIndexKey: events are only ever added
            key={events.length - index}
            className="grid grid-cols-[18px_minmax(0,1fr)] gap-2 border-t py-[7px] first:border-t-0"
          >
            <StatusIcon status={EVENT_STATUS[event.kind]} className="mt-[3px]" />
            <div className="min-w-0">
              <div className="wrap-anywhere">
                {event.byName ? <span className="weight-emphasis">{event.byName} </span> : null}
                {event.byName === null && event.kind === "opened" ? "opened" : EVENT_WORDS[event.kind]}
              </div>
              {event.note ? <div className="text-xs wrap-anywhere text-ink-2">{event.note}</div> : null}
              <div className="text-xs text-ink-3">
                <Moment at={event.at} isPlain />
              </div>
            </div>
          </li>
        ))}
      </ol>
    </Panel>
  );
}
