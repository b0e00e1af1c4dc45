"use client";

import { useCallback, useEffect, useId, useMemo, useState } from "react";
import { useKeys } from "./key-provider";
import type { KeyBinding } from "./keys";

type Options = {
  count: number;
  onOpen: (index: number) => void;
  /** More keys that act on the active row: a acknowledge, r plan redrive. */
  actions?: { keys: string; label: string; run: (index: number) => void }[];
  group?: string;
};

export type ListKeys = {
  activeIndex: number;
  setActiveIndex: (index: number) => void;
  /** For each row: marks it so that j and k can bring it into view. */
  rowProps: (index: number) => { "data-list-row": string; "data-active"?: true };
};

/** j and k move, Enter opens, and further keys act on the active row. Memoise `onOpen` and `actions`. */
export function useListKeys({ count, onOpen, actions, group = "List" }: Options): ListKeys {
  const listId = useId();
  const [chosen, setActiveIndex] = useState(0);
  const activeIndex = Math.min(chosen, Math.max(0, count - 1));
  const move = useCallback(
    (step: number) => {
      const next = Math.max(0, Math.min(count - 1, activeIndex + step));
      setActiveIndex(next);
      const row = [...document.querySelectorAll(`[data-list-row="${listId}-${next}"]`)].find(
        (element) => element instanceof HTMLElement && element.offsetParent !== null,
      );
      row?.scrollIntoView({ block: "nearest" });
    },
    [activeIndex, count, listId],
  );
  const bindings = useMemo<KeyBinding[]>(() => {
    if (count === 0) return [];
    return [
      { keys: "j", label: "Next row", group, run: () => move(1) },
      { keys: "k", label: "Previous row", group, run: () => move(-1) },
      { keys: "Enter", label: "Open", group, run: () => onOpen(activeIndex) },
      ...(actions ?? []).map(({ keys, label, run }) => ({ keys, label, group, run: () => run(activeIndex) })),
    ];
  }, [count, group, move, onOpen, activeIndex, actions]);
  useKeys(bindings);
  useEffect(() => {
    if (chosen >= count && count > 0) setActiveIndex(count - 1);
  }, [chosen, count]);
  const rowProps = useCallback(
    (index: number) => ({
      "data-list-row": `${listId}-${index}`,
      ...(index === activeIndex ? { "data-active": true as const } : {}),
    }),
    [listId, activeIndex],
  );
  return { activeIndex, setActiveIndex, rowProps };
}
