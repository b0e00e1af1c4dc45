import type { Point } from "./map-shapes";
import type { useMapView } from "./use-map-view";

type MapViewport = ReturnType<typeof useMapView>;

/** The key of the node that an event happened in. */
export function nodeOf(target: EventTarget): string | undefined {
  return target instanceof Element
    ? (target.closest("[data-node]")?.getAttribute("data-node") ?? undefined)
    : undefined;
}

/** Gives the focus to a node without letting the page jump. */
export function focusNode(frame: HTMLElement | null, key: string): void {
  const nodes = [...(frame?.querySelectorAll("[data-node]") ?? [])];
  const found = nodes.find((one) => one.getAttribute("data-node") === key);
  if (found instanceof SVGElement) found.focus({ preventScroll: true });
}

/** Moves the picture as far as needed, and nearer where nothing could be read. */
export function bringIntoSight({ view, size, centreOn }: MapViewport, middle: Point | undefined): void {
  if (!middle) return;
  const [x, y] = [middle.x * view.zoom + view.x, middle.y * view.zoom + view.y];
  const isSeen = x > 100 && x < size.width - 100 && y > 40 && y < size.height - 40;
  if (!isSeen || view.zoom < 0.4) centreOn(middle, Math.max(view.zoom, 0.75));
}
