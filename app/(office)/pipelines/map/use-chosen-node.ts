"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { useUrlParams } from "@/app/_components/use-url-params";
import type { useMapView } from "./use-map-view";
import type { MapWalk } from "./walk-map";

const TELL_MS = 300;
/** At which a part and its figures can be read. */
const NEAR = 0.9;

/** The part that is chosen and how near the picture is, both held by the address. */
export function useChosenNode(walk: MapWalk, map: ReturnType<typeof useMapView>) {
  const [parameters, change] = useUrlParams();
  const [chosen, setChosen] = useState<string>();
  const arn = parameters.get("node") ?? undefined;
  const chosenKey = arn === undefined ? undefined : keyOf(walk, arn, chosen);
  const choose = useCallback(
    (key: string | undefined) => {
      setChosen(key);
      change({ node: key === undefined ? undefined : walk.nodes.get(key)?.part.arn });
    },
    [change, walk],
  );
  useComeBack(parameters, chosenKey ? walk.middles.get(chosenKey) : undefined, map);
  useToldZoom(map, change);
  return { chosenKey, choose };
}

/** A shared part stands in several places: the one that was chosen, else the first. */
function keyOf(walk: MapWalk, arn: string, chosen: string | undefined): string | undefined {
  if (chosen !== undefined && walk.nodes.get(chosen)?.part.arn === arn) return chosen;
  return walk.order.find((key) => walk.nodes.get(key)?.part.arn === arn);
}

/** Once, when the frame has a size: to where the address says. */
function useComeBack(
  parameters: { get: (name: string) => string | null },
  middle: { x: number; y: number } | undefined,
  { size, centreOn, zoomBy, view }: ReturnType<typeof useMapView>,
) {
  const isDone = useRef(false);
  const told = Number(parameters.get("zoom")) / 100;
  useEffect(() => {
    if (isDone.current || size.width === 0) return;
    isDone.current = true;
    if (middle) centreOn(middle, told > 0 ? told : Math.max(view.zoom, NEAR));
    else if (told > 0) zoomBy(told / view.zoom);
  }, [size, middle, told, centreOn, zoomBy, view.zoom]);
}

function useToldZoom(
  { view, isMoved, size }: ReturnType<typeof useMapView>,
  change: ReturnType<typeof useUrlParams>[1],
) {
  const zoom = isMoved ? String(Math.round(view.zoom * 100)) : undefined;
  const last = useRef<string | undefined>(undefined);
  useEffect(() => {
    if (size.width === 0 || zoom === last.current) return;
    const timer = setTimeout(() => {
      last.current = zoom;
      change({ zoom });
    }, TELL_MS);
    return () => clearTimeout(timer);
  }, [zoom, size.width, change]);
}
