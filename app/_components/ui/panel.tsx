import { type ReactNode, useId } from "react";
import { cn } from "../cn";

type Props = {
  title?: ReactNode;
  hint?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
  /** Without padding: for tables, code and lists that bring their own. */
  isFlush?: boolean;
  className?: string;
};

/** A titled part of a page: one hairline, no shadow. */
export function Panel({ title, hint, actions, children, isFlush = false, className }: Props) {
  const titleId = useId();
  return (
    <section
      aria-labelledby={title ? titleId : undefined}
      className={cn("min-w-0 overflow-hidden rounded-lg border bg-surface", className)}
    >
      {title ? <PanelHeader id={titleId} title={title} hint={hint} actions={actions} /> : null}
      {isFlush ? children : <div className="px-4 py-3">{children}</div>}
    </section>
  );
}

type HeaderProps = Pick<Props, "title" | "hint" | "actions"> & { id?: string; className?: string };

/** The head of a panel, also for a second part within one panel. */
export function PanelHeader({ id, title, hint, actions, className }: HeaderProps) {
  return (
    <div className={cn("flex min-h-[42px] flex-wrap items-center gap-x-2.5 gap-y-1 border-b px-4 py-1.5", className)}>
      <h2 id={id} className="text-sm font-semibold max-sm:text-base">
        {title}
      </h2>
      {hint ? <span className="min-w-0 text-xs text-ink-3">{hint}</span> : null}
      {actions ? <div className="ml-auto flex flex-wrap items-center gap-2.5 text-xs text-ink-2">{actions}</div> : null}
    </div>
  );
}
