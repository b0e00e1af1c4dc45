"use client";

import { type ReactNode, useId } from "react";
import { cn } from "../cn";

export type Choice<T extends string> = {
  value: T;
  label: ReactNode;
  /** What choosing it means. Always visible: consequences come before the click. */
  help: ReactNode;
};

type Props<T extends string> = {
  label: string;
  choices: Choice<T>[];
  value: T;
  onChange: (value: T) => void;
  /** The id of the element that says why nothing can be chosen now. */
  disabledBy?: string;
};

/** One of a few, each with its consequence under it. */
export function ChoiceList<T extends string>({ label, choices, value, onChange, disabledBy }: Props<T>) {
  const name = useId();
  return (
    <div role="radiogroup" aria-label={label} aria-describedby={disabledBy} className="grid">
      {choices.map((choice) => (
        <label
          key={choice.value}
          className={cn(
            "-mx-2 flex items-start gap-2 rounded-sm px-2 py-1.5 max-sm:min-h-11",
            disabledBy ? "cursor-not-allowed" : "cursor-pointer hover:bg-hover",
          )}
        >
          <input
            type="radio"
            name={name}
            checked={choice.value === value}
            aria-disabled={disabledBy ? true : undefined}
            onChange={() => !disabledBy && onChange(choice.value)}
            className="mt-0.5 size-4 flex-none cursor-[inherit] appearance-none rounded-full border border-line-control bg-surface checked:border-[5px] checked:border-accent"
          />
          <span className="min-w-0">
            <span className="weight-emphasis">{choice.label}</span>
            <span className="block text-xs text-ink-2">{choice.help}</span>
          </span>
        </label>
      ))}
    </div>
  );
}
