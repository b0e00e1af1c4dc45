"use client";

import { useId } from "react";
import { Chip } from "@/app/_components/ui/chip";
import { Icon } from "@/app/_components/ui/icons";
import { TextLink } from "@/app/_components/ui/text-link";
import { Moment } from "@/app/_components/ui/time";
import { useUrlParams } from "@/app/_components/use-url-params";
import type { AuditEntry } from "@/lib/contract/audit";
import { EntryDetail } from "./entry-detail";
import { placeOfId } from "./object-place";

/** One line each; a line opens to what was written with it. The open one is in the address. */
export function AuditEntries({ entries }: { entries: readonly AuditEntry[] }) {
  const [parameters, change] = useUrlParams();
  const open = parameters.get("entry");
  return (
    <ol aria-label="Audit entries, newest first">
      {entries.map((entry) => (
        <Entry
          key={entry.id}
          entry={entry}
          isOpen={open === String(entry.id)}
          onToggle={() => change({ entry: open === String(entry.id) ? undefined : String(entry.id) })}
        />
      ))}
    </ol>
  );
}

type EntryProps = { entry: AuditEntry; isOpen: boolean; onToggle: () => void };

function Entry({ entry, isOpen, onToggle }: EntryProps) {
  const detailId = useId();
  return (
    <li className="border-b last:border-b-0">
      <div className="grid items-center gap-x-4 px-4 py-1.5 lg:min-h-9 lg:grid-cols-[200px_150px_170px_minmax(0,1fr)_auto]">
        <span className="flex items-center justify-between gap-3 lg:contents">
          <button
            type="button"
            aria-expanded={isOpen}
            aria-controls={isOpen ? detailId : undefined}
            onClick={onToggle}
            className="-ml-1 flex min-w-0 items-center gap-1 rounded-xs px-1 text-left hover:bg-hover max-lg:min-h-9"
          >
            <Icon name={isOpen ? "chevronDown" : "chevronRight"} className="text-ink-3" />
            <code className="machine weight-emphasis truncate">{entry.action}</code>
          </button>
          <span className="text-ink-2 max-lg:text-xs">
            <Moment at={entry.at} isPlain />
          </span>
        </span>
        <span className="flex items-center justify-between gap-3 lg:contents">
          <span className="flex min-w-0 items-center gap-1.5 max-lg:text-xs" title={forWhom(entry)}>
            <span className="truncate">{entry.actorName}</span>
            {entry.actorKind === "user" || entry.actorKind === entry.actorName ? null : <Chip>{entry.actorKind}</Chip>}
          </span>
          <span className="min-w-0 truncate text-ink-2 max-lg:text-right max-lg:text-xs">
            <ObjectOf entry={entry} />
          </span>
        </span>
        <span className="text-xs text-ink-3 max-lg:hidden">{entry.isSealed ? "sealed" : "not sealed yet"}</span>
      </div>
      {isOpen ? <EntryDetail id={detailId} entry={entry} /> : null}
    </li>
  );
}

function forWhom({ onBehalfOf }: AuditEntry): string | undefined {
  return onBehalfOf ? `for ${onBehalfOf}` : undefined;
}

function ObjectOf({ entry }: { entry: AuditEntry }) {
  if (entry.objectId === null && entry.accountId === null) return <>{entry.objectKind}, everywhere</>;
  const named = entry.objectId ?? entry.accountId ?? "";
  const place = placeOfId(named);
  const id = <code className="machine">{named}</code>;
  return (
    <>
      {entry.objectKind} {entry.objectId === null ? "in " : ""}
      {place ? <TextLink href={place}>{id}</TextLink> : id}
    </>
  );
}
