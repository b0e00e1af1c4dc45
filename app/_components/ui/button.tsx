"use client";

import Link from "next/link";
import { type ComponentProps, type MouseEvent, type ReactNode, useId } from "react";
import { cn } from "../cn";
import { type ButtonStyle, buttonStyle } from "./button-style";
import { Kbd } from "./kbd";

type Own = ButtonStyle & { shortcut?: string };

type Props = Omit<ComponentProps<"button">, "disabled"> &
  Own & {
    /** Why it cannot be pressed now. The button stays focusable; the reason stands underneath. */
    disabledReason?: ReactNode;
    /** The id of an element elsewhere that already gives the reason; nothing is shown underneath then. */
    disabledBy?: string;
    isBusy?: boolean;
    align?: "start" | "end";
  };

/** A button that never disappears from the tab order: while it cannot act, it says why. */
export function Button(props: Props) {
  const { variant, size, isIconOnly, shortcut, disabledReason, disabledBy, isBusy, align = "end", ...rest } = props;
  const reasonId = useId();
  const isOff = Boolean(disabledReason || disabledBy || isBusy);
  const describedBy = disabledBy ?? (disabledReason ? reasonId : undefined);
  const button = (
    <button
      type="button"
      {...rest}
      aria-disabled={isOff || undefined}
      aria-busy={isBusy || undefined}
      aria-describedby={cn(rest["aria-describedby"], describedBy) || undefined}
      onClick={isOff ? (event: MouseEvent) => event.preventDefault() : rest.onClick}
      className={cn(buttonStyle({ variant, size, isIconOnly }), rest.className)}
    >
      {rest.children}
      {shortcut ? <Kbd isInverted={variant === "filled" && !isOff}>{shortcut}</Kbd> : null}
    </button>
  );
  if (!disabledReason) return button;
  return (
    <span className={cn("inline-flex flex-col gap-1.5", align === "end" ? "items-end text-right" : "items-start")}>
      {button}
      <span id={reasonId} className="max-w-[36ch] text-xs text-ink-2">
        {disabledReason}
      </span>
    </span>
  );
}

/** A link that looks like a button: for steps that go somewhere and change nothing. */
export function ButtonLink({ variant, size, isIconOnly, shortcut, ...rest }: ComponentProps<typeof Link> & Own) {
  return (
    <Link {...rest} className={cn(buttonStyle({ variant, size, isIconOnly }), rest.className)}>
      {rest.children}
      {shortcut ? <Kbd isInverted={variant === "filled"}>{shortcut}</Kbd> : null}
    </Link>
  );
}
