"use client";

import { type RefObject, useEffect } from "react";
import type { Point } from "./map-shapes";

/** px that a finger or pointer may tremble before it drags. */
const TREMBLE = 4;

interface Moves {
  readonly panBy: (dx: number, dy: number) => void;
  readonly zoomBy: (factor: number, at: Point) => void;
}

/** Drag pans, Ctrl and the wheel or a pinch zooms; the wheel alone scrolls the page as everywhere. */
export function useMapGestures(frame: RefObject<HTMLElement | null>, { panBy, zoomBy }: Moves): void {
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const at = (event: MouseEvent): Point => {
      const box = element.getBoundingClientRect();
      return { x: event.clientX - box.left, y: event.clientY - box.top };
    };
    const stopWheel = onWheel(element, (event) => zoomBy(Math.exp(-event.deltaY * 0.004), at(event)));
    const stopPointers = onPointers(element, at, { panBy, zoomBy });
    return () => {
      stopWheel();
      stopPointers();
    };
  }, [frame, panBy, zoomBy]);
}

/** By hand, because React listens to wheels in a way that cannot keep the browser from zooming the page. */
function onWheel(element: HTMLElement, zoom: (event: WheelEvent) => void) {
  const listen = (event: WheelEvent) => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    zoom(event);
  };
  element.addEventListener("wheel", listen, { passive: false });
  return () => element.removeEventListener("wheel", listen);
}

function onPointers(element: HTMLElement, at: (event: MouseEvent) => Point, { panBy, zoomBy }: Moves) {
  const down = new Map<number, Point>();
  let travelled = 0;
  const press = (event: PointerEvent) => {
    if (event.button !== 0) return;
    if (down.size === 0) travelled = 0;
    down.set(event.pointerId, at(event));
  };
  const drag = (event: PointerEvent) => {
    const before = down.get(event.pointerId);
    if (!before) return;
    const now = at(event);
    travelled += Math.hypot(now.x - before.x, now.y - before.y);
    if (travelled < TREMBLE) return;
    element.setPointerCapture(event.pointerId);
    const other = [...down].find(([id]) => id !== event.pointerId)?.[1];
    if (other) zoomBy(apart(now, other) / Math.max(1, apart(before, other)), other);
    else panBy(now.x - before.x, now.y - before.y);
    down.set(event.pointerId, now);
  };
  const lift = (event: PointerEvent) => down.delete(event.pointerId);
  // What ends a drag is no choice of what lies under it.
  const swallow = (event: MouseEvent) => {
    if (travelled < TREMBLE) return;
    travelled = 0;
    event.stopPropagation();
  };
  const listeners = { pointerdown: press, pointermove: drag, pointerup: lift, pointercancel: lift } as const;
  for (const [name, listen] of Object.entries(listeners)) element.addEventListener(name, listen as EventListener);
  element.addEventListener("click", swallow, { capture: true });
  return () => {
    for (const [name, listen] of Object.entries(listeners)) element.removeEventListener(name, listen as EventListener);
    element.removeEventListener("click", swallow, { capture: true });
  };
}

function apart(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
