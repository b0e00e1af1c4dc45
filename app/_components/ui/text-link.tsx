import Link from "next/link";
import type { ComponentProps } from "react";
import { cn } from "../cn";

/** A link inside text or a table cell. */
export function TextLink(props: ComponentProps<typeof Link>) {
  return <Link {...props} className={cn("text-accent hover:underline", props.className)} />;
}
