import { memo } from "react";
import { StatusIcon } from "@/app/_components/ui/status-icon";
import { HEALTH_STATUS, HEALTH_WORD } from "../health-label";
import { BAND } from "./lay-out-map";
import { fitting, type MapDetail } from "./map-detail";
import { EdgeWords, MapEdges } from "./map-edges";
import { MapNode } from "./map-node";
import type { Band } from "./map-shapes";

type Props = {
  band: Band;
  detail: MapDetail;
  ids: { hatch: string; arrow: string };
  chosenKey: string | undefined;
  reachedKey: string | undefined;
  hasTitle: boolean;
};

/** One pipeline on its soft ground. */
export const MapBand = memo(function MapBand({ band, detail, ids, chosenKey, reachedKey, hasTitle }: Props) {
  const { pipeline } = band;
  const state = pipeline.state ? `, ${HEALTH_WORD[pipeline.state].toLowerCase()}` : "";
  return (
    // biome-ignore lint/a11y/useSemanticElements: an SVG has no fieldset
    // biome-ignore lint/a11y/noInteractiveElementToNoninteractiveRole: a group of an SVG is not interactive
    <g role="group" aria-label={`Pipeline ${pipeline.name}${state}`} transform={`translate(${band.x} ${band.y})`}>
      <rect width={band.width} height={band.height} rx="12" fill="var(--sunken)" />
      {hasTitle ? <BandTitle band={band} size={Math.max(12.5, detail.smallSize)} /> : null}
      <g transform={`translate(${BAND.padding} ${band.head})`}>
        <MapEdges edges={band.edges} arrowId={ids.arrow} chosenKey={chosenKey} />
        {band.nodes.map((node) => (
          <MapNode
            key={node.key}
            node={node}
            detail={detail}
            hatchId={ids.hatch}
            isChosen={node.key === chosenKey}
            isReached={node.key === reachedKey}
          />
        ))}
        <EdgeWords edges={band.edges} detail={detail} />
      </g>
    </g>
  );
});

/** Grows with distance, so that the name can be read from afar. */
function BandTitle({ band: { pipeline, width }, size }: { band: Band; size: number }) {
  const scale = size / 12.5;
  const baseline = BAND.head - 14;
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a group of an SVG takes no focus
    <g aria-hidden="true">
      {pipeline.state ? (
        <g transform={`translate(${BAND.padding} ${baseline - 11.5 * scale}) scale(${scale})`}>
          <StatusIcon status={HEALTH_STATUS[pipeline.state]} />
        </g>
      ) : null}
      <text
        x={BAND.padding + (pipeline.state ? 20 * scale : 0)}
        y={baseline}
        fontSize={size}
        fontWeight="600"
        fill="var(--ink)"
      >
        {fitting(pipeline.name, width - BAND.padding - 20 * scale, size)}
      </text>
    </g>
  );
}
