"use client";

import { Tooltip as Radix } from "radix-ui";
import type { ReactElement, ReactNode } from "react";

type Props = { text: ReactNode; children: ReactElement; side?: "top" | "bottom" | "left" | "right" };

/** More about a focusable thing, on hover and on focus. The child must be able to take focus. */
export function Tooltip({ text, children, side = "top" }: Props) {
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          side={side}
          sideOffset={6}
          collisionPadding={12}
          className="z-50 max-w-[min(52ch,calc(100vw-24px))] animate-fade-in rounded-sm border border-line-strong bg-raised px-2 py-1 text-xs wrap-anywhere text-ink shadow-menu"
        >
          {text}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** Machine text cut at the end of its cell; whole in the tooltip, which opens on focus too. */
export function TruncatedText({ text, className }: { text: string; className?: string }) {
  return (
    <Tooltip text={<span className="machine">{text}</span>}>
      <button type="button" className={`block w-full cursor-default truncate text-left ${className ?? ""}`}>
        {text}
      </button>
    </Tooltip>
  );
}
