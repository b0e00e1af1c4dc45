"use client";

import { useMemo } from "react";
import { formatPlural } from "@/app/_components/format";
import { Panel } from "@/app/_components/ui/panel";
import { TextLink } from "@/app/_components/ui/text-link";
import type { PipelineDetail } from "@/lib/contract/pipelines";
import { distinctEdges } from "../map/distinct-edges";
import { MapLegend } from "../map/map-legend";
import { MapPicture } from "../map/map-picture";

/** The pipeline as a picture. The table of its parts below says the same in words. */
export function MapPanel({ pipeline }: { pipeline: PipelineDetail }) {
  const { id, name, health, parts } = pipeline;
  const edges = useMemo(() => distinctEdges(pipeline.edges), [pipeline.edges]);
  const nodes = useMemo(() => parts.map((part) => ({ ...part, pipelineIds: [id] })), [parts, id]);
  const bands = useMemo(() => [{ id, name, state: health.state }], [id, name, health.state]);
  return (
    <Panel
      title="Map"
      hint={`${formatPlural(parts.length, "part")}, rates of the last hour`}
      actions={<TextLink href="#parts">The same as a table</TextLink>}
      isFlush
    >
      <MapPicture nodes={nodes} edges={edges} pipelines={bands} label={`Map of ${name}`} />
      <MapLegend />
    </Panel>
  );
}
