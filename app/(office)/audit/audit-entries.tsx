"use client";

import { useId } from "react";
import { Chip } from "@/app/_components/ui/chip";
import { Icon } from "@/app/_components/ui/icons";
import { TextLink } from "@/app/_components/ui/text-link";
import { Moment } from "@/app/_components/ui/time";
import { useUrlParams } from "@/app/_components/use-url-params";
import type { AuditEntry } from "@/lib/contract/audit";
import { auditSentence } from "@/lib/core/auditing/sentence";
import { EntryDetail } from "./entry-detail";
import { placeOfId } from "./object-place";

/** One sentence each; it opens to what was written with it. The open one is in the address. */
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
      <div className="grid grid-cols-[auto_minmax(0,1fr)] items-start gap-x-2 px-3 py-1.5 lg:grid-cols-[auto_minmax(0,1fr)_170px_130px_90px] lg:items-center">
        <button
          type="button"
          aria-expanded={isOpen}
          aria-controls={isOpen ? detailId : undefined}
          aria-label={`${isOpen ? "Hide" : "Show"} what was written in entry ${entry.id}`}
          onClick={onToggle}
          className="grid size-6 place-items-center rounded-xs text-ink-3 hover:bg-hover max-lg:size-9"
        >
          <Icon name={isOpen ? "chevronDown" : "chevronRight"} />
        </button>
        <p className="min-w-0 wrap-anywhere max-lg:py-1.5">
          <SentenceOf entry={entry} />
        </p>
        <span className="flex flex-wrap items-center justify-between gap-x-3 text-ink-2 max-lg:col-start-2 max-lg:text-xs lg:contents">
          <code className="machine truncate text-ink-3">{entry.action}</code>
          <Moment at={entry.at} isPlain />
          <span className="text-xs text-ink-3">{entry.isSealed ? "sealed" : "not sealed yet"}</span>
        </span>
      </div>
      {isOpen ? <EntryDetail id={detailId} entry={entry} /> : null}
    </li>
  );
}

function SentenceOf({ entry }: { entry: AuditEntry }) {
  const { who, did, object, rest } = auditSentence(entry);
  const place = object ? placeOfId(object.id) : undefined;
  const id = <code className="machine">{object?.id}</code>;
  return (
    <>
      {entry.outcome === "denied" ? (
        <Chip tone="warn" className="mr-1.5 align-middle">
          denied
        </Chip>
      ) : null}
      <span className="weight-emphasis">{who}</span> {did}{" "}
      {object ? (
        <>
          {object.noun} {place ? <TextLink href={place}>{id}</TextLink> : id}{" "}
        </>
      ) : null}
      {rest}
    </>
  );
}
