"use client";

import { useAnswer } from "@/app/_components/api";
import type { FirstAnswer } from "@/app/_components/first-answer";
import { formatPlural } from "@/app/_components/format";
import { useWhomToAsk } from "@/app/_components/me";
import { ButtonLink } from "@/app/_components/ui/button";
import { FactStrip } from "@/app/_components/ui/fact-strip";
import { PageHeader } from "@/app/_components/ui/page-header";
import { BlindRow } from "@/app/_components/ui/view-states";
import type { PipelineDetail } from "@/lib/contract/pipelines";
import { PipelineCostPanel } from "../../costs/pipeline-cost-panel";
import { ByPeoplePanel } from "./by-people-panel";
import { ClassesPanel } from "./classes-panel";
import { EvidencePanel } from "./evidence-panel";
import { HistoryPanel } from "./history-panel";
import { MapPanel } from "./map-panel";
import { PartsPanel } from "./parts-panel";
import { pipelineFacts } from "./pipeline-facts";
import { PipelineLead } from "./pipeline-lead";
import { pipelineTitle } from "./pipeline-title";
import { PlacePanel } from "./place-panel";
import { RulesPanel } from "./rules-panel";
import { RunsPanel } from "./runs-panel";
import { SeriesPanels } from "./series-panels";
import { SloPanel } from "./slo-panel";
import type { Window } from "./window-choice";

type Props = {
  pipeline: PipelineDetail;
  series: FirstAnswer<"getPipelineSeries">;
  /** How far charts look back where the address does not say. */
  window: Window;
};

/** One pipeline: how it does and why, its map, its history, its objectives, its failures, its parts and what it costs. */
export function PipelineScreen({ pipeline: first, series, window }: Props) {
  const pipeline = useAnswer("getPipeline", { id: first.id }, { initialData: first }).data ?? first;
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Pipelines", href: "/pipelines" }, { label: pipeline.name }]}
        title={pipelineTitle(pipeline)}
        lead={<PipelineLead pipeline={pipeline} />}
        actions={
          <>
            {pipeline.runbook ? (
              <ButtonLink href={pipeline.runbook} target="_blank" rel="noreferrer noopener">
                Runbook
              </ButtonLink>
            ) : null}
            <ButtonLink href={`/pipelines/map?name=${encodeURIComponent(pipeline.name)}`}>On the map</ButtonLink>
          </>
        }
      />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
        <PartlySeen pipeline={pipeline} />
        <FactStrip label="Facts" size="section" facts={pipelineFacts(pipeline)} />
        <EvidencePanel pipeline={pipeline} />
        <MapPanel pipeline={pipeline} />
        <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_316px]">
          <div className="grid min-w-0 gap-4">
            <ClassesPanel pipelineId={pipeline.id} />
            <HistoryPanel pipeline={pipeline} fallback={window} />
            <SeriesPanels pipelineId={pipeline.id} first={series} fallback={window} />
            <SloPanel pipeline={pipeline} />
            <PartsPanel pipeline={pipeline} />
            <div className="min-w-0">
              <PipelineCostPanel pipelineId={pipeline.id} />
            </div>
            <RunsPanel pipelineId={pipeline.id} />
          </div>
          <div className="grid min-w-0 gap-4">
            <ByPeoplePanel pipeline={pipeline} />
            <RulesPanel pipeline={pipeline} />
            <PlacePanel pipeline={pipeline} />
          </div>
        </div>
      </div>
    </>
  );
}

function PartlySeen({ pipeline: { hiddenPartCount, partCount } }: { pipeline: PipelineDetail }) {
  const whom = useWhomToAsk();
  if (hiddenPartCount === 0) return null;
  return (
    <BlindRow>
      {formatPlural(hiddenPartCount, "part")} of {partCount + hiddenPartCount} lie outside of your rights: counted, not
      shown. State and figures are about the others; history and objectives of the whole are not told. {whom}
    </BlindRow>
  );
}
