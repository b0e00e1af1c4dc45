import Link from "next/link";
import type { ReactNode } from "react";
import { cn } from "../cn";
import { Icon } from "./icons";

export type Crumb = { label: ReactNode; href?: string };

type Props = {
  title: ReactNode;
  crumbs?: Crumb[];
  /** Right of the crumbs: "2 of 10" and its keys. */
  position?: ReactNode;
  /** Under the title: state, chips, ids. */
  lead?: ReactNode;
  actions?: ReactNode;
};

/** The head of a page. The title is the answer: a sentence with a number, a time and a consequence where there is one. */
export function PageHeader({ title, crumbs, position, lead, actions }: Props) {
  return (
    <header className="mb-4">
      {crumbs || position ? (
        <div className="mb-2 flex min-w-0 items-center gap-2 text-xs text-ink-3">
          {crumbs ? <Crumbs crumbs={crumbs} /> : null}
          {position ? <span className="ml-auto flex flex-none items-center gap-2">{position}</span> : null}
        </div>
      ) : null}
      <div className="flex flex-wrap items-start gap-x-3 gap-y-2">
        <div className="min-w-0 flex-1 basis-80">
          <h1 className="text-xl font-semibold tracking-[-0.016em] wrap-anywhere max-sm:text-[22px]">{title}</h1>
          {lead ? (
            <div className="mt-1 flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1 text-ink-2">{lead}</div>
          ) : null}
        </div>
        {actions ? <div className="flex flex-wrap items-start gap-2 max-sm:hidden">{actions}</div> : null}
      </div>
    </header>
  );
}

function Crumbs({ crumbs }: { crumbs: Crumb[] }) {
  return (
    <nav aria-label="Breadcrumb" className="flex min-w-0 items-center gap-2 overflow-hidden">
      {crumbs.map((crumb, index) => (
        <span
          key={crumb.href ?? "here"}
          className={cn(
            "flex min-w-0 items-center gap-2",
            index === 0 && "flex-none",
            index > 0 && index < crumbs.length - 1 && "max-sm:hidden",
          )}
        >
          {index > 0 ? <Icon name="chevronRight" className="text-ink-3" /> : null}
          {crumb.href ? (
            <Link href={crumb.href} className="truncate hover:text-ink hover:underline">
              {crumb.label}
            </Link>
          ) : (
            <span className="truncate text-ink-2" aria-current={index === crumbs.length - 1 ? "page" : undefined}>
              {crumb.label}
            </span>
          )}
        </span>
      ))}
    </nav>
  );
}

/** The grey dot between the parts of a lead line. */
export function LeadDot() {
  return (
    <span aria-hidden="true" className="text-ink-3 max-sm:hidden">
      ·
    </span>
  );
}
