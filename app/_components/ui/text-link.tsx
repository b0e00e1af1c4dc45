import Link from "next/link";
import type { ComponentProps } from "react";
import { cn } from "../cn";

/** A link inside text or a table cell. */
export function TextLink(props: ComponentProps<typeof Link>) {
  return (
    <Link
      {...props}
      className={cn(
        "text-accent underline decoration-accent/35 underline-offset-2 hover:decoration-accent",
        props.className,
      )}
    />
  );
}
