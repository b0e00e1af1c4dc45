"use client";

import { type ReactNode, useState } from "react";
import { Icon } from "@/app/_components/ui/icons";
import { StateLabel } from "@/app/_components/ui/state-label";

type Props = { number: number; title: string; isDone: boolean; isOpenFirst: boolean; children: ReactNode };

/** One step, folded away once it is done; opening it again is a key press. */
export function Step({ number, title, isDone, isOpenFirst, children }: Props) {
  const [isOpen, setOpen] = useState(isOpenFirst);
  return (
    <section aria-label={`Step ${number}: ${title}`} className="min-w-0 overflow-hidden rounded-lg border bg-surface">
      <h2>
        <button
          type="button"
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
          className="flex min-h-[46px] w-full items-center gap-3 px-4 text-left hover:bg-hover focus-visible:outline-offset-[-2px]"
        >
          <span className="figure-tight grid size-6 flex-none place-items-center rounded-full bg-sunken text-xs font-semibold text-ink-2">
            {number}
          </span>
          <span className="text-lg font-semibold">{title}</span>
          {isDone ? <StateLabel status="done">Done</StateLabel> : null}
          <Icon name={isOpen ? "chevronDown" : "chevronRight"} className="ml-auto text-ink-3" />
        </button>
      </h2>
      {isOpen ? <div className="border-t">{children}</div> : null}
    </section>
  );
}
