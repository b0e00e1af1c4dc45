"use client";

import { type MouseEvent, useId, useMemo, useRef } from "react";
import { HatchPattern } from "@/app/_components/charts/hatch-pattern";
import { cn } from "@/app/_components/cn";
import type { PipelineEdgeView } from "@/lib/contract/pipeline-fields";
import { layOutBands, placeBands } from "./lay-out-map";
import { MapBand } from "./map-band";
import { MapCard } from "./map-card";
import { detailAt, steppedZoom } from "./map-detail";
import { ArrowTips, MapEdges } from "./map-edges";
import { nodeOf } from "./map-focus";
import type { BandTitle, MapLayout, MapPart } from "./map-shapes";
import { useChosenNode } from "./use-chosen-node";
import { useFrameSize } from "./use-frame-size";
import { useMapGestures } from "./use-map-gestures";
import { useMapKeys } from "./use-map-keys";
import { type MapView, NARROW, READABLE, useMapView } from "./use-map-view";
import { walkOf } from "./walk-map";
import { ZoomButtons } from "./zoom-buttons";

type Props = {
  nodes: readonly MapPart[];
  edges: readonly PipelineEdgeView[];
  pipelines: readonly BandTitle[];
  /** Says what is drawn: "Map of 12 pipelines". */
  label: string;
  /** How high the frame is; without it as high as the picture, within reason. */
  className?: string;
};

/** px that a frame has at least where its picture says how high; at most it has a share of the window. */
const HEIGHT = { least: 200, most: "60vh", margin: 44, buttons: 40 } as const;
/** A frame as narrow as a phone shows a part of the picture at a time: what is packed stands in columns of this aspect. */
const LEAST_ASPECT = 1.2;

/** The picture: to be dragged, zoomed, walked by keys; a part that is chosen tells of itself in a card. */
export function MapPicture({ nodes, edges, pipelines, label, className }: Props) {
  const frame = useRef<HTMLDivElement>(null);
  const size = useFrameSize(frame);
  const bands = useMemo(() => layOutBands({ nodes, edges }, pipelines), [nodes, edges, pipelines]);
  const aspect = aspectOf(size);
  const layout = useMemo(() => placeBands(bands, edges, aspect), [bands, edges, aspect]);
  const walk = useMemo(() => walkOf(layout), [layout]);
  const map = useMapView(size, layout);
  useMapGestures(frame, map);
  const choice = useChosenNode(walk, map);
  const keys = useMapKeys({ frame, map, walk, ...choice });
  const { chosenKey, choose } = choice;
  return (
    <div
      className={cn("relative overflow-hidden", className)}
      style={className ? undefined : { height: heightFor(layout, map.size.width) }}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: a picture that is moved by keys is no fieldset */}
      <div
        ref={frame}
        role="group"
        aria-label={`${label}. Arrows move it, plus and minus zoom; Tab leads to its parts.`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: without it the keyboard cannot move the picture
        tabIndex={0}
        onKeyDown={keys.onKeyDown}
        onClick={(event: MouseEvent) => choose(nodeOf(event.target))}
        className="absolute inset-0 cursor-grab touch-none select-none -outline-offset-2 active:cursor-grabbing"
      >
        {map.size.width > 0 ? (
          <Drawing layout={layout} view={map.view} chosenKey={chosenKey} reachedKey={keys.reachedKey} />
        ) : null}
      </div>
      <ZoomButtons map={map} />
      {chosenKey ? (
        <MapCard layout={layout} walk={walk} nodeKey={chosenKey} onGo={keys.chooseAndGo} onClose={keys.close} />
      ) : null}
    </div>
  );
}

/** As high as the picture is when it fills the width. */
function heightFor({ width, height }: MapLayout, room: number): string {
  const whole = room > 0 ? Math.min(1, (room - HEIGHT.margin) / Math.max(1, width)) : READABLE;
  const scale = room < NARROW ? Math.max(READABLE, whole) : whole;
  const margin = room < NARROW ? HEIGHT.margin + HEIGHT.buttons : HEIGHT.margin;
  return `clamp(${HEIGHT.least}px, ${Math.round(height * scale + margin)}px, ${HEIGHT.most})`;
}

/** In steps, so that a window that is drawn wider is not packed anew with every px. */
function aspectOf({ width, height }: { width: number; height: number }): number | undefined {
  if (width === 0 || height === 0) return undefined;
  return Math.max(LEAST_ASPECT, Math.round((width / height) * 10) / 10);
}

type DrawingProps = {
  layout: MapLayout;
  view: MapView;
  chosenKey: string | undefined;
  reachedKey: string | undefined;
};

function Drawing({ layout, view: { x, y, zoom }, chosenKey, reachedKey }: DrawingProps) {
  const ids = useIds();
  const step = steppedZoom(zoom);
  const detail = useMemo(() => detailAt(step), [step]);
  return (
    // biome-ignore lint/a11y/noSvgWithoutTitle: the group around it and the parts inside have the names
    <svg width="100%" height="100%" className="block">
      <HatchPattern id={ids.hatch} />
      <ArrowTips id={ids.arrow} />
      <g transform={`translate(${x} ${y}) scale(${zoom})`}>
        {layout.bands.map((band) => (
          <MapBand
            key={band.pipeline.id}
            band={band}
            detail={detail}
            ids={ids}
            hasTitle={layout.bands.length > 1}
            chosenKey={keyWithin(band.pipeline.id, chosenKey)}
            reachedKey={keyWithin(band.pipeline.id, reachedKey)}
          />
        ))}
        <MapEdges edges={layout.crossings} arrowId={ids.arrow} chosenKey={chosenKey} />
      </g>
    </svg>
  );
}

function useIds() {
  const id = useId().replaceAll(/[^a-z0-9]/gi, "");
  return useMemo(() => ({ hatch: `hatch${id}`, arrow: `arrow${id}` }), [id]);
}

/** Only a band that holds the node is drawn anew when it changes. */
function keyWithin(pipelineId: string, key: string | undefined): string | undefined {
  return key?.startsWith(`${pipelineId} `) ? key : undefined;
}
