"use client";

import { useAnswer } from "@/app/_components/api";
import { Button, ButtonLink } from "@/app/_components/ui/button";
import { DescriptionList } from "@/app/_components/ui/description-list";
import { LeadDot, PageHeader } from "@/app/_components/ui/page-header";
import { Panel } from "@/app/_components/ui/panel";
import { PhoneActions } from "@/app/_components/ui/phone-actions";
import { TextLink } from "@/app/_components/ui/text-link";
import { Moment, RelativeTime } from "@/app/_components/ui/time";
import type { Archive } from "@/lib/contract/event-buses";
import { PatternText } from "../../pattern-text";
import { replayAddress } from "../../replay-address";
import { Sight } from "../../sight";
import { ArchiveState } from "../archive-state";
import { archiveTitle } from "../archive-words";
import { ArchiveFacts } from "./archive-facts";

/** One archive: what it keeps, for how long, at which price, and the way to a replay. */
export function ArchiveScreen({ archive: first }: { archive: Archive }) {
  const archive = useAnswer("getArchive", { id: first.id }, { initialData: first }).data ?? first;
  return (
    <>
      <PageHeader
        crumbs={[
          { label: "Events", href: "/events" },
          { label: "Archives", href: "/events/archives" },
          { label: archive.name },
        ]}
        title={archiveTitle(archive)}
        lead={<Lead archive={archive} />}
        actions={
          <>
            <ButtonLink href={`/inventory/${archive.id}`}>Settings and changes</ButtonLink>
            <ReplayButton archive={archive} />
          </>
        }
      />
      <div className="grid gap-4">
        <Sight of={archive} noun="archive" afterwards=", with what it held." />
        <div>
          <ArchiveFacts archive={archive} />
          <p className="mt-1.5 max-w-[110ch] text-xs text-ink-3">
            Events and size are counted by AWS up to 24 h late; it was asked{" "}
            <RelativeTime at={archive.countedAt} suffix=" ago" isPlain />. {archive.priceNote}
          </p>
        </div>
        <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_316px]">
          <KeptPanel archive={archive} />
          <PlacePanel archive={archive} />
        </div>
      </div>
      <PhoneActions consequence="A plan comes first: it says which rules and targets would be hit.">
        <ReplayButton archive={archive} isTouch />
      </PhoneActions>
    </>
  );
}

function ReplayButton({ archive, isTouch = false }: { archive: Archive; isTouch?: boolean }) {
  const size = isTouch ? "touch" : "md";
  if (archive.deletedAt !== null || !archive.isReplayable)
    return (
      <Button variant="filled" size={size} disabledReason={archive.deletedAt ? "It was deleted." : archive.stateWords}>
        Replay…
      </Button>
    );
  return (
    <ButtonLink variant="filled" size={size} href={replayAddress(archive.id)}>
      Replay…
    </ButtonLink>
  );
}

function Lead({ archive }: { archive: Archive }) {
  return (
    <>
      <ArchiveState archive={archive} />
      {archive.state === "ENABLED" ? null : <span>{archive.stateWords}</span>}
      {archive.stateReason ? <span className="wrap-anywhere">{archive.stateReason}</span> : null}
      <span className="flex items-center gap-x-2 max-sm:hidden">
        <LeadDot />
        <code className="machine text-ink-3">{archive.id}</code>
      </span>
    </>
  );
}

function KeptPanel({ archive: { eventPattern, bus } }: { archive: Archive }) {
  if (eventPattern === null)
    return (
      <Panel title="What it keeps">
        <p>Every event of {bus.name}.</p>
      </Panel>
    );
  return (
    <Panel title="What it keeps" hint={`events of ${bus.name} that fit this pattern`} isFlush>
      <PatternText pattern={eventPattern} label="Pattern of the archive" />
    </Panel>
  );
}

function PlacePanel({ archive }: { archive: Archive }) {
  const { bus } = archive;
  return (
    <Panel title="Where it is" isFlush>
      <DescriptionList
        items={[
          {
            term: "Bus",
            value: bus.id ? (
              <TextLink href={`/events/buses/${bus.id}`}>{bus.name}</TextLink>
            ) : (
              <span title={bus.arn}>{bus.name}</span>
            ),
          },
          { term: "Replays to", value: "its own bus only; AWS allows no other" },
          {
            term: "Account",
            value: <TextLink href={`/accounts/${archive.accountId}`}>{archive.accountName}</TextLink>,
          },
          { term: "Region", value: archive.region },
          { term: "Made", value: archive.createdAt ? <Moment at={archive.createdAt} /> : "not told" },
          {
            term: "Settings",
            value: <TextLink href={`/inventory/${archive.id}`}>all of them, and what changed</TextLink>,
          },
          {
            term: "Replays",
            value: <TextLink href={`/events/replays?archive=${archive.id}`}>those of this archive</TextLink>,
          },
          { term: "Read", value: <RelativeTime at={archive.readAt} suffix=" ago" /> },
          { term: "ARN", value: archive.arn, isMachine: true },
        ]}
      />
    </Panel>
  );
}
