import type { ComponentProps } from "react";
import { cn } from "../cn";

/** A part that scrolls by itself: reachable and scrollable by keyboard, with a name. */
export function ScrollRegion({ label, ...props }: Omit<ComponentProps<"section">, "tabIndex"> & { label: string }) {
  return (
    <section
      {...props}
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: without it the keyboard cannot scroll the region
      tabIndex={0}
      className={cn("overflow-auto -outline-offset-2", props.className)}
    />
  );
}
