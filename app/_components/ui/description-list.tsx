import type { ReactNode } from "react";
import { cn } from "../cn";

export type Description = { term: string; value: ReactNode; isMachine?: boolean };

/** Names and values of one thing, two columns. */
export function DescriptionList({ items, className }: { items: Description[]; className?: string }) {
  return (
    <dl className={cn("grid grid-cols-[92px_minmax(0,1fr)] gap-x-3 gap-y-[7px] px-4 py-3", className)}>
      {items.map((item) => (
        <div key={item.term} className="contents">
          <dt className="text-ink-3">{item.term}</dt>
          <dd className={cn("min-w-0 wrap-anywhere", item.isMachine && "machine leading-5")}>{item.value}</dd>
        </div>
      ))}
    </dl>
  );
}
