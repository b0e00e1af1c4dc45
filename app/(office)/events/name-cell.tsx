import Link from "next/link";
import type { ReactNode } from "react";

type Props = { href: string; name: string; arn: string; accountName: string; region: string; children?: ReactNode };

/** The second column of a list: the name, and under it what it belongs to and where it is. */
export function NameCell({ href, name, arn, accountName, region, children }: Props) {
  return (
    <div className="min-w-0">
      <Link
        href={href}
        title={arn}
        className="block truncate rounded-xs font-mono text-xs font-medium tracking-[-0.03em] hover:underline focus-visible:outline-offset-[-1px]"
      >
        {name}
      </Link>
      <span className="mt-[3px] flex items-center gap-1.5 overflow-hidden text-xs whitespace-nowrap text-ink-2">
        {children}
        <span className="min-w-0 truncate text-ink-3">
          {accountName} · {region}
        </span>
      </span>
    </div>
  );
}
