"use client";

import { type ReactNode, useMemo } from "react";
import { problemOf, useAnswer } from "@/app/_components/api";
import { answerTo, type FirstAnswer } from "@/app/_components/first-answer";
import { formatCount, formatPlural } from "@/app/_components/format";
import { choiceIn } from "@/app/_components/page-parameters";
import { ReadFailure } from "@/app/_components/problem-note";
import { ListFoot } from "@/app/_components/tables/list-foot";
import { Select } from "@/app/_components/ui/field";
import { Kbd } from "@/app/_components/ui/kbd";
import { PageHeader } from "@/app/_components/ui/page-header";
import { Panel } from "@/app/_components/ui/panel";
import { Segmented } from "@/app/_components/ui/segmented";
import { StateLabel } from "@/app/_components/ui/state-label";
import { RelativeTime } from "@/app/_components/ui/time";
import { LoadingSkeleton } from "@/app/_components/ui/view-states";
import { useUrlParams } from "@/app/_components/use-url-params";
import type { OutputOf } from "@/lib/contract";
import { NoPipelines } from "../no-pipelines";
import { PipelineFilters } from "../pipeline-filters";
import { PipelineTabs } from "../pipeline-tabs";
import { countsQuery, mapNamesQuery, mapQuery } from "../pipelines-query";
import { distinctEdges } from "./distinct-edges";
import { MapLegend } from "./map-legend";
import { MapPicture } from "./map-picture";
import { mapRows, ROW_SORTS, type RowSort } from "./map-rows";
import type { BandTitle } from "./map-shapes";
import { MapTable } from "./map-table";
import { useIsPhone } from "./use-is-phone";

type Props = {
  map: FirstAnswer<"getPipelineMap">;
  names: FirstAnswer<"listPipelines">;
  counts: FirstAnswer<"listPipelines">;
};

/** All pipelines that match as one picture, and the same as a table. */
export function MapScreen({ map: firstMap, names: firstNames, counts: firstCounts }: Props) {
  const [parameters] = useUrlParams();
  const asked = { map: mapQuery(parameters), names: mapNamesQuery(parameters), counts: countsQuery(parameters) };
  const map = useAnswer("getPipelineMap", asked.map, { initialData: answerTo(firstMap, asked.map) });
  const names = useAnswer("listPipelines", asked.names, { initialData: answerTo(firstNames, asked.names) }).data;
  const counts = useAnswer("listPipelines", asked.counts, { initialData: answerTo(firstCounts, asked.counts) }).data;
  const pipelines = useBandTitles(map.data, names);
  const { view, toggle } = useMapOrTable();
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Pipelines", href: "/pipelines" }, { label: "Map" }]}
        title={map.data ? titleOf(map.data) : "Map of the pipelines"}
        lead={<MapLead map={map.data} />}
        actions={toggle}
      />
      <PipelineFilters
        counts={counts?.counts}
        tabs={
          <>
            <PipelineTabs here="map" unassignedCount={counts?.unassignedCount} />
            <span className="sm:hidden">{toggle}</span>
          </>
        }
        sort={view === "table" ? <RowSortChoice /> : undefined}
      />
      {map.data ? (
        <MapOrTable map={map.data} pipelines={pipelines} view={view} assembledAt={counts?.assembledAt} />
      ) : (
        <Panel isFlush>
          {map.isError ? (
            <ReadFailure what="The map could not be read." problem={problemOf(map.error)} onRetry={map.refetch} />
          ) : (
            <LoadingSkeleton rows={10} label="Reading the map" />
          )}
        </Panel>
      )}
    </>
  );
}

function titleOf({ nodes, pipelineCount }: OutputOf<"getPipelineMap">): string {
  if (nodes.length === 0) return "Nothing to draw.";
  return `${formatPlural(pipelineCount, "pipeline")} of ${formatPlural(nodes.length, "part")}.`;
}

function MapLead({ map }: { map: OutputOf<"getPipelineMap"> | undefined }) {
  if (!map) return null;
  return (
    <>
      {map.leftOutCount > 0 ? (
        <StateLabel status="warn">{`${formatPlural(map.leftOutCount, "pipeline")} did not fit: narrow the choice to see ${map.leftOutCount === 1 ? "it" : "them"}.`}</StateLabel>
      ) : null}
      <span>Rates are of the last hour; a question mark is not measured, which is not 0.</span>
      {map.readAt ? (
        <span>
          Judged <RelativeTime at={map.readAt} suffix=" ago" />.
        </span>
      ) : null}
    </>
  );
}

/** Those that need attention first; what was left out of the names still gets its place. */
function useBandTitles(
  map: OutputOf<"getPipelineMap"> | undefined,
  names: OutputOf<"listPipelines"> | undefined,
): BandTitle[] {
  return useMemo(() => {
    const drawn = new Set(map?.nodes.flatMap(({ pipelineIds }) => pipelineIds));
    const known = (names?.items ?? [])
      .filter(({ id }) => drawn.delete(id))
      .map(({ id, name, health }) => ({ id, name, state: health.state }));
    return [...known, ...[...drawn].map((id) => ({ id, name: id, state: null }))];
  }, [map, names]);
}

function useMapOrTable(): { view: "map" | "table"; toggle: ReactNode } {
  const [parameters, change] = useUrlParams();
  const isPhone = useIsPhone();
  const told = parameters.get("view");
  const view = told === "map" || told === "table" ? told : isPhone ? "table" : "map";
  const toggle = (
    <Segmented
      label="Shown as"
      value={view}
      onChange={(next) => change({ view: next })}
      segments={[
        { value: "map", label: "Picture" },
        { value: "table", label: "Table" },
      ]}
    />
  );
  return { view, toggle };
}

function RowSortChoice() {
  const [parameters, change] = useUrlParams();
  return (
    <Select
      aria-label="Sorted"
      className="w-44 max-sm:w-full"
      value={choiceIn(parameters, "sort", ROW_SORTS)}
      onChange={(event) => change({ sort: event.target.value === "state" ? undefined : event.target.value })}
    >
      {ROW_SORTS.map((sort) => (
        <option key={sort} value={sort}>
          {SORT_WORDS[sort]}
        </option>
      ))}
    </Select>
  );
}

const SORT_WORDS: Readonly<Record<RowSort, string>> = {
  state: "Worst first",
  pipeline: "By pipeline",
  name: "By name",
  kind: "By kind",
  rate: "Busiest first",
  failed: "Most failed first",
};

type ShownProps = {
  map: OutputOf<"getPipelineMap">;
  pipelines: BandTitle[];
  view: "map" | "table";
  assembledAt: string | null | undefined;
};

function MapOrTable({ map, pipelines, view, assembledAt }: ShownProps) {
  const [parameters] = useUrlParams();
  const { nodes } = map;
  const edges = useMemo(() => distinctEdges(map.edges), [map.edges]);
  const sort = choiceIn(parameters, "sort", ROW_SORTS);
  const rows = useMemo(() => mapRows(nodes, edges, pipelines, sort), [nodes, edges, pipelines, sort]);
  if (nodes.length === 0)
    return (
      <Panel isFlush>
        <NoPipelines assembledAt={assembledAt} />
      </Panel>
    );
  return (
    <>
      <Panel isFlush>
        {view === "table" ? (
          <MapTable rows={rows} />
        ) : (
          <>
            <MapPicture
              nodes={nodes}
              edges={edges}
              pipelines={pipelines}
              label={`Map of ${formatPlural(pipelines.length, "pipeline")}`}
              className="h-[max(420px,calc(100dvh-360px))]"
            />
            <MapLegend />
          </>
        )}
      </Panel>
      <ListFoot count={`${formatCount(nodes.length)} parts, ${formatCount(edges.length)} ways`}>
        {view === "map" ? (
          <>
            <Kbd>+</Kbd> <Kbd>−</Kbd> zoom <Kbd>0</Kbd> fit <Kbd>←</Kbd> <Kbd>→</Kbd> along <Kbd>↵</Kbd> about it
          </>
        ) : null}
      </ListFoot>
    </>
  );
}
