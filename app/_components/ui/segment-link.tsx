"use client";

import Link from "next/link";
import { type ReactNode, useEffect, useRef } from "react";

type Props = { href: string; isCurrent: boolean; className: string; children: ReactNode };

/** A segment that leads to a page; where the row is wider than a phone, it shows the current one. */
export function SegmentLink({ href, isCurrent, className, children }: Props) {
  const link = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    const row = link.current?.parentElement;
    if (!isCurrent || !link.current || !row) return;
    // By hand, because scrollIntoView moves the page too.
    row.scrollLeft +=
      link.current.getBoundingClientRect().left - row.getBoundingClientRect().left - row.clientWidth / 3;
  }, [isCurrent]);
  return (
    <Link ref={link} href={href} aria-current={isCurrent ? "page" : undefined} className={className}>
      {children}
    </Link>
  );
}
