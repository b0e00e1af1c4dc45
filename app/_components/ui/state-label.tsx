import type { ReactNode } from "react";
import { cn } from "../cn";
import { type Status, statusTone, statusWord, toneClass } from "./status";
import { StatusIcon } from "./status-icon";

type Props = { status: Status; children?: ReactNode; className?: string };

/** Shape, word and colour of a state; reads without any one of them. `children` replaces the standard word. */
export function StateLabel({ status, children, className }: Props) {
  return (
    <span
      className={cn(
        "weight-emphasis inline-flex items-center gap-1.5 align-middle whitespace-nowrap",
        toneClass[statusTone[status]],
        className,
      )}
    >
      <StatusIcon status={status} isToneless />
      {children ?? statusWord(status)}
    </span>
  );
}
