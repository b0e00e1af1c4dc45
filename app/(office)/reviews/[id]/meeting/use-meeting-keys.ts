"use client";

import { useMemo } from "react";
import { useKeys } from "@/app/_components/shell/key-provider";

interface Meeting {
  readonly next: () => void;
  readonly previous: () => void;
  readonly note: () => void;
  readonly agree: () => void;
  readonly done: (() => void) | undefined;
  readonly choose: ((step: 1 | -1) => void) | undefined;
  readonly leave: () => void;
}

/** The keys of a meeting. Memoise what they do. */
export function useMeetingKeys({ next, previous, note, agree, done, choose, leave }: Meeting): void {
  useKeys(
    useMemo(() => {
      const key = (keys: string, label: string, run: () => void) => ({ keys, label, run, group: "Meeting" });
      return [
        key("ArrowRight", "Next", next),
        key("j", "Next", next),
        key("ArrowLeft", "Previous", previous),
        key("k", "Previous", previous),
        key("n", "Note", note),
        key("a", "Action item", agree),
        ...(done ? [key("d", "Mark the chosen item done", done)] : []),
        ...(choose
          ? [
              key("ArrowDown", "Choose the next item", () => choose(1)),
              key("ArrowUp", "Choose the item before", () => choose(-1)),
            ]
          : []),
        key("Escape", "Leave the meeting", leave),
      ];
    }, [next, previous, note, agree, done, choose, leave]),
  );
}
