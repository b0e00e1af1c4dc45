import type { ReactNode } from "react";
import { cn } from "../cn";

type Props = {
  title: ReactNode;
  children: ReactNode;
  actions?: ReactNode;
  /** A code or an id that helps whoever is asked. */
  foot?: ReactNode;
  className?: string;
};

/** A page with nothing but its reason: what happened, and where to go from here. */
export function BlankPage({ title, children, actions, foot, className }: Props) {
  return (
    <div className={cn("grid max-w-[560px] content-start gap-3 py-10", className)}>
      <h1 className="text-2xl font-semibold tracking-[-0.016em]">{title}</h1>
      <div className="grid max-w-[72ch] gap-2 text-base text-ink-2">{children}</div>
      {actions ? <div className="mt-2 flex flex-wrap items-start gap-2">{actions}</div> : null}
      {foot ? <div className="mt-2 text-xs text-ink-3">{foot}</div> : null}
    </div>
  );
}
