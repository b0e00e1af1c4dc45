"use client";

import { useCallback, useMemo, useState } from "react";

/** Which of the shown rows are selected. A row that is not shown any more is not selected any more. */
export function useSelection(shown: readonly string[]) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const selected = useMemo(() => new Set(shown.filter((key) => chosen.has(key))), [shown, chosen]);
  const toggle = useCallback((key: string) => {
    setChosen((before) => {
      const next = new Set(before);
      if (!next.delete(key)) next.add(key);
      return next;
    });
  }, []);
  const toggleAll = () => setChosen(selected.size === shown.length ? new Set() : new Set(shown));
  const clear = useCallback(() => setChosen(new Set()), []);
  return { selected, toggle, toggleAll, clear };
}
