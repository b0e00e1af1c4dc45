import Link from "next/link";
import type { Column } from "@/app/_components/tables/data-table";
import { ButtonLink } from "@/app/_components/ui/button";
import { Chip } from "@/app/_components/ui/chip";
import { RelativeTime } from "@/app/_components/ui/time";
import type { Finding } from "@/lib/contract/coverage";
import { KIND_WORDS } from "@/lib/core/inventory/resource";
import { SeverityLabel } from "./severity";

/** The columns of the findings. */
export const findingColumns: Column<Finding>[] = [
  { key: "severity", header: "Severity", width: 112, cell: (finding) => <SeverityLabel severity={finding.severity} /> },
  { key: "hole", header: "Where an event would vanish", cell: (finding) => <HoleCell finding={finding} /> },
  { key: "owner", header: "Owner", width: 132, from: "lg", cell: (finding) => <OwnerCell owner={finding.owner} /> },
  {
    key: "since",
    header: "Known for",
    width: 96,
    isNumber: true,
    from: "xl",
    cell: (finding) => <RelativeTime at={finding.firstSeenAt} isPlain />,
  },
  {
    key: "next",
    header: "Next step",
    width: 96,
    isRight: true,
    from: "lg",
    cell: (finding) => (
      <ButtonLink size="sm" href={`/coverage/${finding.id}`} aria-label={`See fix: ${finding.title}, ${finding.name}`}>
        See fix
      </ButtonLink>
    ),
  },
];

function HoleCell({ finding }: { finding: Finding }) {
  return (
    <div className="min-w-0">
      <Link
        href={`/coverage/${finding.id}`}
        title={finding.summary}
        className="weight-emphasis block truncate rounded-xs hover:underline focus-visible:outline-offset-[-1px]"
      >
        {finding.summary}
      </Link>
      <span className="mt-[3px] flex items-center gap-1.5 overflow-hidden text-xs whitespace-nowrap text-ink-2">
        <Chip>{KIND_WORDS[finding.kind]}</Chip>
        {finding.confidence === "possible" ? <Chip tone="unknown">possible</Chip> : null}
        <span className="min-w-0 truncate font-mono tracking-[-0.03em]">{finding.name}</span>
        <span className="text-ink-3">·</span>
        <span className="min-w-0 truncate text-ink-3">
          {finding.accountName} · {finding.region}
        </span>
      </span>
    </div>
  );
}

export function OwnerCell({ owner }: { owner: string | null }) {
  if (owner === null) return <span className="text-ink-3">nobody</span>;
  return (
    <span title={owner} className="block truncate">
      {owner}
    </span>
  );
}

/** The same on a phone: how bad and what, then where. */
export function FindingPhoneRow({ finding }: { finding: Finding }) {
  return (
    <>
      <span className="flex items-baseline gap-3">
        <SeverityLabel severity={finding.severity} />
        <span className="ml-auto truncate text-xs text-ink-3">{finding.owner ?? "nobody's"}</span>
      </span>
      <span className="line-clamp-2">{finding.summary}</span>
      <span className="truncate text-xs text-ink-3">
        {finding.accountName} · {finding.region}
      </span>
    </>
  );
}
