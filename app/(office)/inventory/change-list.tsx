import Link from "next/link";
import { Chip } from "@/app/_components/ui/chip";
import { Moment } from "@/app/_components/ui/time";
import type { Change } from "@/lib/contract/inventory";
import { nameOfArn } from "@/lib/core/arn";
import { KIND_WORDS } from "@/lib/core/inventory/resource";

/** Changes as sentences: when, what, from what to what, and who. */
export function ChangeList({
  changes,
  isOneResource = false,
}: {
  changes: readonly Change[];
  isOneResource?: boolean;
}) {
  return (
    <ol>
      {changes.map((change) => (
        <li
          key={change.id}
          className="grid gap-x-4 gap-y-0.5 border-b px-4 py-2.5 last:border-b-0 sm:grid-cols-[148px_minmax(0,1fr)]"
        >
          <Moment at={change.at} isPlain className="text-ink-2" />
          <div className="min-w-0">
            <p className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-0.5">
              {isOneResource ? null : (
                <>
                  <Chip>{KIND_WORDS[change.kind]}</Chip>
                  <ChangedName change={change} />
                  <span className="text-xs text-ink-3">
                    {change.accountName} · {change.region}
                  </span>
                </>
              )}
              <span className="weight-emphasis">{change.field}</span>
            </p>
            <Values change={change} />
            <Who change={change} />
          </div>
        </li>
      ))}
    </ol>
  );
}

function ChangedName({ change }: { change: Change }) {
  const words = "min-w-0 truncate font-mono text-xs font-medium tracking-[-0.03em]";
  if (change.href === null) return <span className={words}>{change.name}</span>;
  return (
    <Link href={change.href} className={`${words} hover:underline`}>
      {change.name}
    </Link>
  );
}

function Values({ change }: { change: Change }) {
  if (change.before === null && change.after === null) return null;
  return (
    <p className="machine wrap-anywhere text-ink-2">
      <del className="text-ink-3">{change.before ?? "nothing"}</del> →{" "}
      <ins className="no-underline">{change.after ?? "nothing"}</ins>
    </p>
  );
}

function Who({ change }: { change: Change }) {
  if (change.changedBy)
    return (
      <p className="text-xs text-ink-2">
        {nameOfArn(change.changedBy)} by {change.changedHow} at <Moment at={change.changedAt} isPlain />
      </p>
    );
  return (
    <p className="text-xs text-ink-3">
      {change.since ? (
        <>
          after <Moment at={change.since} isPlain />;{" "}
        </>
      ) : null}
      nobody's name is known
    </p>
  );
}
