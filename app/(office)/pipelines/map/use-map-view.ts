"use client";

import { useCallback, useRef, useState } from "react";
import type { Point } from "./map-shapes";
import type { Size } from "./use-frame-size";

export interface MapView extends Point {
  readonly zoom: number;
}

const LEAST = 0.05;
const MOST = 2.5;
const EDGE = 20;
/** px of a frame as narrow as a phone, and the zoom from which its names can be read. */
export const NARROW = 640;
export const READABLE = 0.5;

function clamped(zoom: number): number {
  return Math.max(LEAST, Math.min(MOST, zoom));
}

/** The whole of a picture in a frame, never larger than life. */
export function fitted(picture: Size, frame: Size): MapView {
  const zoom = clamped(
    Math.min(1, (frame.width - 2 * EDGE) / picture.width, (frame.height - 2 * EDGE) / picture.height),
  );
  return {
    zoom,
    x: (frame.width - picture.width * zoom) / 2,
    y: Math.max(EDGE, (frame.height - picture.height * zoom) / 2),
  };
}

/** Where it begins: the whole; in a frame as narrow as a phone, in which that could not be read, the first of it. */
export function begun(picture: Size, frame: Size): MapView {
  const whole = fitted(picture, frame);
  if (frame.width >= NARROW) return whole;
  if (whole.zoom >= READABLE) return { ...whole, y: EDGE };
  return { zoom: READABLE, x: EDGE / 2, y: EDGE };
}

/** Nearer or further, with what is under a point staying there. */
export function zoomedAt(view: MapView, factor: number, at: Point): MapView {
  const zoom = clamped(view.zoom * factor);
  const grown = zoom / view.zoom;
  return { zoom, x: at.x - (at.x - view.x) * grown, y: at.y - (at.y - view.y) * grown };
}

/** Which part of a picture a frame shows, and how near. */
export function useMapView(size: Size, picture: Size) {
  const [chosen, setChosen] = useState<MapView>();
  const view = chosen ?? begun(picture, size);
  const whole = fitted(picture, size);
  const isWhole = view.zoom === whole.zoom && view.x === whole.x && view.y === whole.y;
  const present = useRef({ view, size });
  present.current = { view, size };
  const move = useCallback((change: (view: MapView) => MapView) => setChosen(change(present.current.view)), []);
  const centre = useCallback(
    (): Point => ({ x: present.current.size.width / 2, y: present.current.size.height / 2 }),
    [],
  );
  return {
    view,
    size,
    move,
    /** Shows the whole. */
    fit: useCallback(() => setChosen(size.width < NARROW ? fitted(picture, size) : undefined), [picture, size]),
    isFitted: isWhole,
    isMoved: chosen !== undefined,
    panBy: useCallback((dx: number, dy: number) => move((now) => ({ ...now, x: now.x + dx, y: now.y + dy })), [move]),
    zoomBy: useCallback((factor: number, at = centre()) => move((now) => zoomedAt(now, factor, at)), [move, centre]),
    /** Brings a point of the picture to the middle, at a zoom if one is given. */
    centreOn: useCallback(
      (point: Point, zoom?: number) =>
        move((now) => {
          const next = clamped(zoom ?? now.zoom);
          const middle = centre();
          return { zoom: next, x: middle.x - point.x * next, y: middle.y - point.y * next };
        }),
      [move, centre],
    ),
  };
}
