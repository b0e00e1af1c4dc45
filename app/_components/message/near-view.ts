import { type RefObject, useCallback, useEffect, useRef, useState } from "react";

type Tell = (isNear: boolean) => void;
export type Watch = (element: Element, tell: Tell) => () => void;

/** Drawn before it is scrolled to, so that nobody sees it come. */
const MARGIN = "1200px 0px";

/** One observer for all blocks of a region that scrolls: `watch` tells each whether it is in or near the view. */
export function useWatch(region: RefObject<HTMLElement | null>): Watch {
  const watcher = useRef<{ observer: IntersectionObserver; tellers: Map<Element, Tell> }>(undefined);
  useEffect(
    () => () => {
      watcher.current?.observer.disconnect();
      watcher.current = undefined;
    },
    [],
  );
  return useCallback(
    (element, tell) => {
      watcher.current ??= startWatching(region.current);
      const { observer, tellers } = watcher.current;
      tellers.set(element, tell);
      observer.observe(element);
      return () => {
        tellers.delete(element);
        observer.unobserve(element);
      };
    },
    [region],
  );
}

function startWatching(root: HTMLElement | null) {
  const tellers = new Map<Element, Tell>();
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) tellers.get(target)?.(isIntersecting);
    },
    { root, rootMargin: MARGIN },
  );
  return { observer, tellers };
}

/** Whether a block should be drawn, and how high it was when it last was; it keeps its place while it is not. */
export function useNear(watch: Watch, isFirst: boolean) {
  const block = useRef<HTMLDivElement>(null);
  const [isNear, setNear] = useState(isFirst);
  const [heightPx, setHeightPx] = useState<number>();
  useEffect(() => {
    const element = block.current;
    if (isFirst || !element) return;
    return watch(element, (next) => {
      if (!next && element.firstChild) setHeightPx(element.offsetHeight);
      setNear(next);
    });
  }, [watch, isFirst]);
  return { block, isNear, heightPx };
}
