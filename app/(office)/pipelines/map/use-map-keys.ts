"use client";

import { type KeyboardEvent, type RefObject, useState } from "react";
import { bringIntoSight, focusNode, nodeOf } from "./map-focus";
import type { useChosenNode } from "./use-chosen-node";
import type { useMapView } from "./use-map-view";
import type { MapWalk } from "./walk-map";

const STEP = 60;
const ZOOM_STEP = 1.25;
const WALKS: ReadonlySet<string> = new Set(["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End"]);
const PANS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [STEP, 0],
  ArrowRight: [-STEP, 0],
  ArrowUp: [0, STEP],
  ArrowDown: [0, -STEP],
};

type Options = {
  frame: RefObject<HTMLElement | null>;
  map: ReturnType<typeof useMapView>;
  walk: MapWalk;
} & ReturnType<typeof useChosenNode>;

/** The keys of the picture. One node is in the tab order; arrows walk from there, Enter tells of it, Escape shuts the card. */
export function useMapKeys({ frame, map, walk, chosenKey, choose }: Options) {
  const [reached, setReached] = useState<string>();
  const reachedKey = [reached, chosenKey].find((key) => key !== undefined && walk.nodes.has(key)) ?? walk.order[0];
  const go = (key: string | undefined) => {
    if (key === undefined) return;
    setReached(key);
    focusNode(frame.current, key);
    bringIntoSight(map, walk.middles.get(key));
  };
  const close = () => {
    choose(undefined);
    if (chosenKey) focusNode(frame.current, chosenKey);
  };
  const act = actions({ map, walk, choose, go, close: chosenKey === undefined ? undefined : close });
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.altKey || event.ctrlKey || event.metaKey || !act(event.key, nodeOf(event.target))) return;
    event.preventDefault();
    event.stopPropagation();
  };
  const chooseAndGo = (key: string) => {
    choose(key);
    go(key);
  };
  return { reachedKey, onKeyDown, close, chooseAndGo };
}

interface Acts extends Pick<Options, "map" | "walk" | "choose"> {
  readonly go: (key: string | undefined) => void;
  readonly close: (() => void) | undefined;
}

/** Does what a key means, and says whether it meant something. */
function actions({ map, walk, choose, go, close }: Acts) {
  return (pressed: string, node: string | undefined): boolean => {
    const pan = PANS[pressed];
    if (pressed === "Escape" && close) close();
    else if (pressed === "+" || pressed === "=") map.zoomBy(ZOOM_STEP);
    else if (pressed === "-") map.zoomBy(1 / ZOOM_STEP);
    else if (pressed === "0") map.fit();
    else if (node && (pressed === "Enter" || pressed === " ")) choose(node);
    else if (node && WALKS.has(pressed)) go(walk.step(node, pressed));
    else if (pan) map.panBy(...pan);
    else return false;
    return true;
  };
}
