import { formatDuration } from "@/app/_components/format";
import { ButtonLink } from "@/app/_components/ui/button";
import { DescriptionList } from "@/app/_components/ui/description-list";
import { Panel } from "@/app/_components/ui/panel";
import { TextLink } from "@/app/_components/ui/text-link";
import { Moment } from "@/app/_components/ui/time";
import type { EventLinks, FailureClassDetail } from "@/lib/contract/failures";
import { replayAddress } from "../../events/replay-address";

const HOUR_MS = 3_600_000;

/** Of a failed delivery by a rule: the rule, its target, and the archives from which that time can be replayed. */
export function EventPanel({ failure: { event } }: { failure: FailureClassDetail }) {
  if (event === null) return null;
  return (
    <Panel title="Rule and replay" isFlush>
      <DescriptionList
        items={[
          {
            term: "Rule",
            value: event.ruleId ? (
              <TextLink href={`/events/rules/${event.ruleId}`}>{event.ruleName}</TextLink>
            ) : (
              <span title={event.ruleArn}>{event.ruleName}, not seen by us</span>
            ),
          },
          { term: "Bus", value: event.busName },
          {
            term: "Target",
            value: event.targetName ? (
              <span title={event.targetArn ?? undefined}>{event.targetName}</span>
            ) : (
              <span className="text-unknown">a count names none</span>
            ),
          },
          { term: "Failed", value: <Span event={event} /> },
        ]}
      />
      <Archives event={event} />
    </Panel>
  );
}

function Span({ event: { from, until, triedSeconds } }: { event: EventLinks }) {
  return (
    <>
      <Moment at={from} /> to <Moment at={until} />
      {triedSeconds > 0 ? (
        <span className="block text-xs text-ink-2">
          An event may be up to {formatDuration(triedSeconds)} older than its failure.
        </span>
      ) : null}
    </>
  );
}

function Archives({ event }: { event: EventLinks }) {
  if (event.archives.length === 0)
    return (
      <p className="border-t px-4 py-2.5 text-ink-2">No archive keeps the events of this bus: nothing to replay.</p>
    );
  return (
    <ul>
      {event.archives.map((archive) => (
        <li key={archive.id} className="grid justify-items-start gap-1.5 border-t px-4 py-2.5">
          <span className="min-w-0">
            <TextLink href={`/events/archives/${archive.id}`} className="wrap-anywhere">
              {archive.name}
            </TextLink>
            <span className={archive.covers === null ? "block text-xs text-unknown" : "block text-xs text-ink-2"}>
              {archive.why}
            </span>
          </span>
          {archive.covers === false ? null : <Replay archiveId={archive.id} event={event} />}
        </li>
      ))}
    </ul>
  );
}

function Replay({ archiveId, event: { ruleId, from, until } }: { archiveId: string; event: EventLinks }) {
  const isAnHour = Date.parse(until) - Date.parse(from) <= HOUR_MS;
  return (
    <ButtonLink size="sm" href={replayAddress(archiveId, { from, until, ruleIds: ruleId ? [ruleId] : [] })}>
      {isAnHour ? "Replay the hour…" : "Replay that time…"}
    </ButtonLink>
  );
}
