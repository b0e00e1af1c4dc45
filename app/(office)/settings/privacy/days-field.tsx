"use client";

import { useState } from "react";
import { TextInput } from "@/app/_components/ui/field";
import { daysFrom, daysWords } from "./retention-draft";

type Props = {
  label: string;
  days: number | null;
  mostDays: number | null;
  isReadOnly: boolean;
  onChange: (days: number | null) => void;
};

/** A number of days; empty is for ever. What is no number is said and not taken. */
export function DaysField({ label, days, mostDays, isReadOnly, onChange }: Props) {
  const [typed, setTyped] = useState<string>();
  const text = typed ?? (days === null ? "" : String(days));
  const read = daysFrom(text);
  const isTooMany = typeof read === "number" && mostDays !== null && read > mostDays;
  const isWrong = read === undefined || isTooMany;
  if (isReadOnly) return <span className="text-ink-2">{daysWords(days, mostDays)}</span>;
  return (
    <span className="flex items-center gap-2">
      <TextInput
        isMachine
        inputMode="numeric"
        aria-label={label}
        aria-invalid={isWrong || undefined}
        className="w-20 text-right"
        value={text}
        onChange={(event) => {
          const next = daysFrom(event.target.value);
          const isTaken = next !== undefined && (next === null || mostDays === null || next <= mostDays);
          setTyped(isTaken ? undefined : event.target.value);
          if (isTaken) onChange(next);
        }}
      />
      <span className={isWrong ? "w-32 text-xs text-danger" : "w-32 text-xs text-ink-2"}>
        {isTooMany ? `at most ${mostDays} days` : isWrong ? "a number of days" : daysWords(days, mostDays)}
      </span>
    </span>
  );
}
