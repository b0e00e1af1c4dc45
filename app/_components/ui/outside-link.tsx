import type { ReactNode } from "react";
import { cn } from "../cn";
import { Icon } from "./icons";

type Props = { url: string; children: ReactNode; className?: string };

/** A link that leaves this installation, in a new window. Anything but http(s) is shown as words only. */
export function OutsideLink({ url, children, className }: Props) {
  if (!/^https?:\/\//i.test(url)) return <span className={className}>{children}</span>;
  return (
    <a
      href={url}
      target="_blank"
      rel="noreferrer noopener"
      className={cn(
        "inline-flex min-w-0 items-center gap-1.5 text-accent underline decoration-accent/35 underline-offset-2 hover:decoration-accent",
        className,
      )}
    >
      <span className="min-w-0 wrap-anywhere">{children}</span>
      <Icon name="external" />
    </a>
  );
}
