import { cn } from "../cn";

type Props = { children: string; isInverted?: boolean; className?: string };

/** A key, shown beside its action on wide screens only. Hidden from assistive technology: the help dialog lists the keys. */
export function Kbd({ children, isInverted = false, className }: Props) {
  return (
    <span
      aria-hidden="true"
      className={cn(
        "hidden min-w-[18px] rounded-xs border px-1 text-center font-sans text-2xs font-medium lg:inline-block",
        isInverted ? "border-current bg-transparent text-inherit" : "border-line-strong bg-surface text-ink-3",
        className,
      )}
    >
      {children}
    </span>
  );
}
