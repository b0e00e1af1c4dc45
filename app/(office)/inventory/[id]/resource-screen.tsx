"use client";

import { useAnswer } from "@/app/_components/api";
import { formatPlural } from "@/app/_components/format";
import { Chip } from "@/app/_components/ui/chip";
import { DescriptionList } from "@/app/_components/ui/description-list";
import { LeadDot, PageHeader } from "@/app/_components/ui/page-header";
import { Panel } from "@/app/_components/ui/panel";
import { StateLabel } from "@/app/_components/ui/state-label";
import { TextLink } from "@/app/_components/ui/text-link";
import { RelativeTime } from "@/app/_components/ui/time";
import type { ResourceDetail } from "@/lib/contract/inventory";
import { KIND_WORDS } from "@/lib/core/inventory/resource";
import { ChangeList } from "../change-list";
import { OwnerPanel } from "./owner-panel";
import { SettingsPanel } from "./settings-panel";
import { TiesPanel } from "./ties-panel";

/** One thing: where it leads, what its settings say, what changed in it, and whose it is. */
export function ResourceScreen({ resource: first }: { resource: ResourceDetail }) {
  const resource = useAnswer("getResource", { id: first.id }, { initialData: first }).data ?? first;
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Inventory", href: "/inventory" }, { label: KIND_WORDS[resource.kind] }]}
        title={<span className="machine text-xl tracking-[-0.03em]">{resource.name}</span>}
        lead={<ResourceLead resource={resource} />}
      />
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_316px]">
        <div className="grid min-w-0 gap-4">
          <TiesPanel ties={resource.ties} />
          <SettingsPanel title="Settings" values={resource.config} />
          <Panel title="Changes" isFlush>
            {resource.changes.length > 0 ? (
              <ChangeList changes={resource.changes} isOneResource />
            ) : (
              <p className="px-4 py-3 text-ink-2">None was seen since it was found.</p>
            )}
          </Panel>
        </div>
        <div className="grid min-w-0 gap-4">
          <PlacePanel resource={resource} />
          <OwnerPanel resource={resource} />
          {Object.keys(resource.observed).length > 0 ? (
            <SettingsPanel title="Seen at the last look" values={resource.observed} />
          ) : null}
        </div>
      </div>
    </>
  );
}

function ResourceLead({ resource }: { resource: ResourceDetail }) {
  return (
    <>
      <Chip>{KIND_WORDS[resource.kind]}</Chip>
      <span>
        {resource.accountName} · {resource.region}
      </span>
      <LeadDot />
      {resource.deletedAt ? (
        <StateLabel status="dismissed">Gone</StateLabel>
      ) : resource.findingCount > 0 ? (
        <TextLink href={`/coverage?account=${resource.accountId}`}>
          {formatPlural(resource.findingCount, "hole")} in its coverage
        </TextLink>
      ) : (
        <span className="text-ink-3">no known hole</span>
      )}
      <EventsLink resource={resource} />
    </>
  );
}

const EVENT_PAGES: Partial<Record<ResourceDetail["kind"], string>> = {
  bus: "/events/buses",
  rule: "/events/rules",
  archive: "/events/archives",
};

/** What EventBridge does with it stands on a page of its own. */
function EventsLink({ resource: { id, kind } }: { resource: ResourceDetail }) {
  const path = EVENT_PAGES[kind];
  if (path === undefined) return null;
  return (
    <>
      <LeadDot />
      <TextLink href={`${path}/${id}`}>How it does</TextLink>
    </>
  );
}

function PlacePanel({ resource }: { resource: ResourceDetail }) {
  return (
    <Panel title="Known" isFlush>
      <DescriptionList
        items={[
          { term: "Settings read", value: <RelativeTime at={resource.readAt} suffix=" ago" /> },
          { term: "Last listed", value: <RelativeTime at={resource.seenAt} suffix=" ago" /> },
          {
            term: "Changed",
            value: resource.changedAt ? (
              <RelativeTime at={resource.changedAt} suffix=" ago" />
            ) : (
              "not since it was found"
            ),
          },
          { term: "ARN", value: resource.arn, isMachine: true },
          ...Object.entries(resource.tags).map(([term, value]) => ({ term, value, isMachine: true })),
        ]}
      />
    </Panel>
  );
}
