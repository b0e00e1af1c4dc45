"use client";

import { type ComponentProps, type ReactNode, useEffect, useId, useRef } from "react";
import { cn } from "../cn";
import { Icon } from "./icons";

type BoxProps = Omit<ComponentProps<"input">, "type"> & { isPartial?: boolean };

/** The box alone, for tables; name it with aria-label. */
export function CheckBoxInput({ isPartial = false, className, ...props }: BoxProps) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (input.current) input.current.indeterminate = isPartial;
  }, [isPartial]);
  return (
    <span className={cn("relative inline-grid size-4 flex-none place-items-center", className)}>
      <input
        {...props}
        ref={input}
        type="checkbox"
        className="peer col-start-1 row-start-1 size-4 cursor-pointer appearance-none rounded-xs border border-line-control bg-surface checked:border-accent checked:bg-accent indeterminate:border-accent indeterminate:bg-accent aria-disabled:cursor-not-allowed aria-disabled:bg-sunken max-sm:after:absolute max-sm:after:-inset-3.5"
      />
      <Icon
        name={isPartial ? "minus" : "check"}
        className="pointer-events-none col-start-1 row-start-1 size-3 text-on-accent opacity-0 peer-checked:opacity-100 peer-indeterminate:opacity-100"
      />
    </span>
  );
}

type Props = Omit<BoxProps, "disabled"> & {
  label: ReactNode;
  help?: ReactNode;
  /** Why it cannot be changed now, in place of the help. The box stays in the tab order. */
  disabledReason?: ReactNode;
};

/** A box with its label and, below, what ticking it means. */
export function Checkbox({ label, help, disabledReason, ...props }: Props) {
  const id = useId();
  const isOff = Boolean(disabledReason);
  const note = disabledReason || help;
  return (
    <label
      htmlFor={id}
      className={cn(
        "flex items-start gap-2 max-sm:min-h-11 max-sm:items-center",
        isOff ? "cursor-not-allowed" : "cursor-pointer",
      )}
    >
      <CheckBoxInput
        {...props}
        id={id}
        className="mt-0.5"
        aria-disabled={isOff || undefined}
        onChange={isOff ? ignore : props.onChange}
      />
      <span>
        {label}
        {note ? <span className="block text-xs text-ink-2">{note}</span> : null}
      </span>
    </label>
  );
}

function ignore(): void {}
