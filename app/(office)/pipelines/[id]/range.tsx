"use client";

import { Segmented } from "@/app/_components/ui/segmented";
import { useUrlParams } from "@/app/_components/use-url-params";
import { WINDOWS, type Window, windowIn } from "./window-choice";

/** How far back history and charts go. */
export function Range({ fallback }: { fallback: Window }) {
  const [parameters, change] = useUrlParams();
  return (
    <Segmented
      label="Time shown"
      size="sm"
      segments={[...WINDOWS]}
      value={windowIn(parameters, fallback)}
      onChange={(window) => change({ window: window === fallback ? undefined : window })}
    />
  );
}
