"use client";

import { useEffect, useRef, useState } from "react";
import { cn } from "../cn";
import { Icon } from "../ui/icons";

type Props = {
  label: string;
  value: string;
  /** Called a quarter of a second after the last key, and at once on Enter. */
  onChange: (value: string) => void;
  placeholder?: string;
  className?: string;
  /** The id of what explains it or says what is wrong. */
  describedBy?: string;
  isInvalid?: boolean;
};

const WAIT_MS = 250;

/** A filter by text that waits until the person has typed. */
export function FilterInput({ label, value, onChange, placeholder, className, describedBy, isInvalid }: Props) {
  const [typed, setTyped] = useState(value);
  const told = useRef(value);
  useEffect(() => {
    // A new value from outside (back, a link, Clear) replaces what was typed.
    if (value === told.current) return;
    told.current = value;
    setTyped(value);
  }, [value]);
  const tell = (text: string) => {
    told.current = text.trim();
    onChange(text.trim());
  };
  useEffect(() => {
    if (typed.trim() === told.current) return;
    const timer = setTimeout(() => {
      told.current = typed.trim();
      onChange(typed.trim());
    }, WAIT_MS);
    return () => clearTimeout(timer);
  }, [typed, onChange]);
  return (
    <span className={cn("relative block w-56 max-sm:w-full", className)}>
      <Icon name="search" className="pointer-events-none absolute top-1/2 left-2.5 -translate-y-1/2 text-ink-3" />
      <input
        type="search"
        aria-label={label}
        aria-describedby={describedBy}
        aria-invalid={isInvalid || undefined}
        placeholder={placeholder ?? label}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => event.key === "Enter" && tell(typed)}
        className="h-[30px] w-full rounded-md border border-line-control bg-surface pr-2 pl-8 aria-invalid:border-danger max-sm:h-11 max-sm:text-lg"
      />
    </span>
  );
}
