"use client";

import { Popover } from "radix-ui";
import type { ReactNode } from "react";
import { cn } from "@/app/_components/cn";

type Props = {
  /** The figure, as the handle. */
  children: ReactNode;
  /** What it is, for those who hear it: "month to date of orders". */
  of: string;
  /** What it is worked out from; asked for only once it is opened. */
  content: ReactNode;
  className?: string;
};

/** A figure in a table that opens what it is worked out from, over the page: by click, by Enter, and shut by Escape. */
export function OpenFigure({ children, of, content, className }: Props) {
  return (
    <Popover.Root>
      <Popover.Trigger asChild>
        <button
          type="button"
          className={cn(
            "inline-flex min-h-6 max-w-full items-center rounded-xs text-right whitespace-nowrap underline decoration-line-strong decoration-dotted underline-offset-3 -outline-offset-1 hover:decoration-ink max-sm:min-h-11",
            className,
          )}
        >
          {children}
          <span className="sr-only">: how {of} is worked out</span>
        </button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="end"
          sideOffset={4}
          collisionPadding={8}
          aria-label={`How ${of} is worked out`}
          className="z-50 grid max-h-[min(60vh,var(--radix-popover-content-available-height))] w-[min(440px,calc(100vw-16px))] animate-fade-in gap-2 overflow-y-auto rounded-md border bg-raised px-3.5 py-3 text-sm shadow-menu outline-none"
        >
          {content}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
