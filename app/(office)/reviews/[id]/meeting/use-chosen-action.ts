"use client";

import { useCallback, useState } from "react";
import type { ReviewAction } from "@/lib/contract/review-fields";

/** The item of a list that a key acts on: the first, until another is chosen. */
export function useChosenAction(actions: readonly ReviewAction[]) {
  const [chosenId, setChosenId] = useState<string>();
  const found = actions.findIndex(({ id }) => id === chosenId);
  const index = Math.max(0, found);
  const choose = useCallback(
    (step: 1 | -1) => {
      const next = actions[Math.min(actions.length - 1, Math.max(0, index + step))];
      setChosenId(next?.id);
    },
    [actions, index],
  );
  return { chosen: actions[index], choose: actions.length > 1 ? choose : undefined };
}
