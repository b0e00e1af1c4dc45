import { type Description, DescriptionList } from "@/app/_components/ui/description-list";
import { Panel } from "@/app/_components/ui/panel";
import { TextLink } from "@/app/_components/ui/text-link";
import type { FailureClassDetail } from "@/lib/contract/failures";
import { originWords } from "../class-words";
import { RunbookLink } from "./runbook-link";

export function ClassFactsPanel({ failure }: { failure: FailureClassDetail }) {
  return (
    <Panel title="Where it fails and goes back" isFlush>
      <DescriptionList items={itemsOf(failure)} />
    </Panel>
  );
}

function itemsOf(failure: FailureClassDetail): Description[] {
  return [
    { term: "Way back", value: failure.wayBack },
    {
      term: "DLQ",
      value: failure.queueId ? (
        <TextLink href={`/queues/${failure.queueId}`}>{failure.queueName}</TextLink>
      ) : (
        "none: nothing kept these"
      ),
    },
    ...(failure.pipelines.length > 0 ? [{ term: "Pipeline", value: <PipelineLinks failure={failure} /> }] : []),
    { term: "Runbook", value: <RunbookLink failure={failure} /> },
    { term: "Account", value: <TextLink href={`/accounts/${failure.accountId}`}>{failure.accountName}</TextLink> },
    { term: "Region", value: failure.region },
    { term: "Origin", value: originWords(failure.originKind) },
    { term: "Cause", value: failure.causeReason },
    ...(failure.consumerVersion ? [{ term: "Version", value: failure.consumerVersion, isMachine: true }] : []),
    ...(failure.capture
      ? [{ term: "Captured", value: failure.capture === "whole" ? "whole messages" : `${failure.capture} only` }]
      : []),
    ...(failure.aliases.length > 0 ? [{ term: "Also known", value: failure.aliases.join(", "), isMachine: true }] : []),
  ];
}

function PipelineLinks({ failure: { pipelines } }: { failure: FailureClassDetail }) {
  return (
    <span className="flex flex-wrap gap-x-2">
      {pipelines.map(({ id, name }) => (
        <TextLink key={id} href={`/pipelines/${id}`}>
          {name}
        </TextLink>
      ))}
    </span>
  );
}
