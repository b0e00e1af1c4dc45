import { formatPlural } from "@/app/_components/format";
import { Chip } from "@/app/_components/ui/chip";
import { DescriptionList } from "@/app/_components/ui/description-list";
import { LeadDot } from "@/app/_components/ui/page-header";
import { Panel } from "@/app/_components/ui/panel";
import { TextLink } from "@/app/_components/ui/text-link";
import { RelativeTime } from "@/app/_components/ui/time";
import type { Bus } from "@/lib/contract/event-buses";
import { busKindWords } from "../../bus-kind-words";

/** Under the title: what kind of bus, where, and how well it is covered. */
export function BusLead({ bus }: { bus: Bus }) {
  return (
    <>
      <Chip>{busKindWords(bus.kind)}</Chip>
      <span>
        {bus.accountName} · {bus.region}
      </span>
      <LeadDot />
      {bus.findingCount > 0 ? (
        <TextLink href={`/coverage?account=${bus.accountId}`}>
          {formatPlural(bus.findingCount, "hole")} in its coverage
        </TextLink>
      ) : (
        <span className="text-ink-3">no known hole</span>
      )}
      <span className="flex items-center gap-x-2 max-sm:hidden">
        <LeadDot />
        <code className="machine text-ink-3">{bus.id}</code>
      </span>
    </>
  );
}

/** Its dead-letter queue and key, and how fresh that is. */
export function BusPlacePanel({ bus }: { bus: Bus }) {
  return (
    <Panel title="How it is set up" isFlush>
      <DescriptionList
        items={[
          { term: "Its DLQ", value: <DeadLetterQueue deadLetter={bus.deadLetter} hasKey={bus.kmsKeyId !== null} /> },
          { term: "Key", value: bus.kmsKeyId ?? "owned by AWS", isMachine: bus.kmsKeyId !== null },
          { term: "Account", value: <TextLink href={`/accounts/${bus.accountId}`}>{bus.accountName}</TextLink> },
          { term: "Settings", value: <TextLink href={`/inventory/${bus.id}`}>all of them, and what changed</TextLink> },
          { term: "Read", value: <RelativeTime at={bus.readAt} suffix=" ago" /> },
          { term: "ARN", value: bus.arn, isMachine: true },
        ]}
      />
    </Panel>
  );
}

/** A bus has one only for events that its key refused; with AWS's own key it needs none. */
function DeadLetterQueue({ deadLetter, hasKey }: { deadLetter: Bus["deadLetter"]; hasKey: boolean }) {
  if (deadLetter)
    return (
      <>
        {deadLetter.queueId ? (
          <TextLink href={`/queues/${deadLetter.queueId}`}>{deadLetter.name}</TextLink>
        ) : (
          <span title={deadLetter.arn}>{deadLetter.name}, not seen by us</span>
        )}
        <span className="block text-xs text-ink-2">for events that its key refuses, before any rule</span>
      </>
    );
  return (
    <span className={hasKey ? "text-warn" : "text-ink-2"}>
      {hasKey ? "none: what its key refuses is lost" : "none, and none needed: it has no key of its own"}
    </span>
  );
}
