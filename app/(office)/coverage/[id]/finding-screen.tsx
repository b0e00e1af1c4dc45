"use client";

import { useAnswer } from "@/app/_components/api";
import { Chip } from "@/app/_components/ui/chip";
import { DescriptionList } from "@/app/_components/ui/description-list";
import { LeadDot, PageHeader } from "@/app/_components/ui/page-header";
import { Panel } from "@/app/_components/ui/panel";
import { StateLabel } from "@/app/_components/ui/state-label";
import { TextLink } from "@/app/_components/ui/text-link";
import { Moment, RelativeTime } from "@/app/_components/ui/time";
import type { FindingDetail } from "@/lib/contract/coverage";
import { nameOfArn } from "@/lib/core/arn";
import { KIND_WORDS } from "@/lib/core/inventory/resource";
import { SeverityLabel } from "../severity";
import { AcceptPanel } from "./accept-panel";
import { FixPanel } from "./fix-panel";

/** One hole: what would happen, what shows it, and the code that mends it. */
export function FindingScreen({ finding: first }: { finding: FindingDetail }) {
  const finding = useAnswer("getFinding", { id: first.id }, { initialData: first }).data ?? first;
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Coverage", href: "/coverage" }, { label: finding.title }]}
        title={finding.summary}
        lead={<FindingLead finding={finding} />}
      />
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_316px]">
        <div className="grid min-w-0 gap-4">
          <Panel title="Why it matters">
            <p className="max-w-[72ch] text-base leading-[22px]">{finding.explanation}</p>
          </Panel>
          <Panel
            title="What was read"
            hint={<>word for word, last {<RelativeTime at={finding.lastSeenAt} suffix=" ago" />}</>}
            isFlush
          >
            <DescriptionList
              className="grid-cols-[minmax(120px,200px)_minmax(0,1fr)]"
              items={finding.evidence.map(({ label, value }) => ({ term: label, value, isMachine: true }))}
            />
          </Panel>
          <FixPanel finding={finding} />
        </div>
        <div className="grid min-w-0 gap-4">
          <PlacePanel finding={finding} />
          <AcceptPanel finding={finding} />
        </div>
      </div>
    </>
  );
}

function FindingLead({ finding }: { finding: FindingDetail }) {
  return (
    <>
      {finding.resolvedAt ? (
        <StateLabel status="resolved">Mended</StateLabel>
      ) : (
        <SeverityLabel severity={finding.severity} />
      )}
      {finding.confidence === "possible" ? <Chip tone="unknown">possible: only AWS could tell for certain</Chip> : null}
      <LeadDot />
      <span>{finding.title}</span>
      {finding.suppression ? (
        <>
          <LeadDot />
          <StateLabel status="dismissed">
            Accepted until <Moment at={finding.suppression.until} isPlain />
          </StateLabel>
        </>
      ) : null}
    </>
  );
}

function Name({ finding: { name, href } }: { finding: FindingDetail }) {
  return href ? <TextLink href={href}>{name}</TextLink> : name;
}

function PlacePanel({ finding }: { finding: FindingDetail }) {
  return (
    <Panel title="Where" isFlush>
      <DescriptionList
        items={[
          { term: "Kind", value: KIND_WORDS[finding.kind] },
          { term: "Name", value: <Name finding={finding} />, isMachine: true },
          ...(finding.part ? [{ term: "Part", value: nameOfArn(finding.part), isMachine: true }] : []),
          { term: "Account", value: finding.accountName },
          { term: "Region", value: finding.region },
          { term: "Owner", value: finding.owner ?? <span className="text-ink-3">nobody</span> },
          { term: "Known since", value: <Moment at={finding.firstSeenAt} /> },
          { term: "ARN", value: finding.arn, isMachine: true },
        ]}
      />
      {finding.documentedAt.length > 0 ? (
        <ul className="grid gap-1 border-t px-4 py-3 text-xs">
          {finding.documentedAt.map((address) => (
            <li key={address} className="truncate">
              <a
                href={address}
                target="_blank"
                rel="noreferrer"
                className="text-accent hover:underline"
                title={address}
              >
                {address.replace(/^https:\/\//, "")}
              </a>
            </li>
          ))}
        </ul>
      ) : null}
    </Panel>
  );
}
