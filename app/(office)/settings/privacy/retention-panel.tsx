"use client";

import { useState } from "react";
import { useAnswer } from "@/app/_components/api";
import { formatPlural } from "@/app/_components/format";
import { useRefusal } from "@/app/_components/me";
import { ProblemNote } from "@/app/_components/problem-note";
import { Button } from "@/app/_components/ui/button";
import { ConfirmDialog } from "@/app/_components/ui/confirm-dialog";
import { Panel } from "@/app/_components/ui/panel";
import { RelativeTime } from "@/app/_components/ui/time";
import type { Retention } from "@/lib/contract/retention";
import { DaysField } from "./days-field";
import { RetentionOverrides } from "./retention-overrides";
import { dueWords, roundWords, totalDue } from "./retention-words";
import { type RetentionDraft, useRetention } from "./use-retention";

/** How long each kind is kept, where that differs, and what went last. */
export function RetentionPanel({ first }: { first: Retention }) {
  const retention = useRetention(first);
  const refusal = useRefusal("privacy.manage");
  const { saved } = retention;
  const now = useAnswer("getRetention", {}, { initialData: first }).data ?? first;
  return (
    <Panel
      title="Retention"
      hint="content goes; ids, hashes, counts and times stay"
      actions={
        saved.changedAt ? (
          <span>
            changed by {saved.changedBy ?? "somebody"} <RelativeTime at={saved.changedAt} suffix=" ago" isPlain />
          </span>
        ) : undefined
      }
    >
      <Defaults retention={retention} refusal={refusal} />
      <RetentionOverrides retention={retention} refusal={refusal} />
      <p className="mt-3 max-w-[72ch] text-xs text-ink-2">{roundWords(now).join(" ")}</p>
      {retention.problem ? <ProblemNote problem={retention.problem} /> : null}
      {refusal ? <p className="mt-2 text-xs text-ink-2">{refusal}</p> : <SaveBar retention={retention} />}
    </Panel>
  );
}

type PartProps = { retention: RetentionDraft; refusal: string | undefined };

function Defaults({ retention, refusal }: PartProps) {
  const { saved, draft, change } = retention;
  return (
    <ul className="grid">
      {saved.kinds.map(({ kind, name, lies, mostDays }) => (
        <li key={kind} className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b py-2 last:border-b-0">
          <div className="min-w-0 flex-1 basis-60">
            <p className="weight-emphasis first-letter:uppercase" title={lies}>
              {name}
            </p>
          </div>
          <DaysField
            label={`Days that ${name} are kept`}
            days={draft.defaults[kind]}
            mostDays={mostDays}
            isReadOnly={refusal !== undefined}
            onChange={(days) => change({ ...draft, defaults: { ...draft.defaults, [kind]: days } })}
          />
        </li>
      ))}
    </ul>
  );
}

function SaveBar({ retention }: { retention: RetentionDraft }) {
  const [isAsking, setAsking] = useState(false);
  const { found, isChanged } = retention;
  return (
    <div className="mt-3 grid gap-2">
      {found ? (
        <ul role="status" className="grid gap-1 rounded-md border bg-sunken px-3.5 py-2 text-xs">
          {found.kinds.length === 0 ? <li>Nothing goes by these rules.</li> : null}
          {found.kinds.map((kind) => (
            <li key={kind.kind}>
              <span className="weight-emphasis">{kind.name}</span>: {dueWords(kind)}
            </li>
          ))}
        </ul>
      ) : null}
      <div className="flex flex-wrap items-start gap-2">
        <Button isBusy={retention.isLooking} onClick={retention.look}>
          Preview
        </Button>
        {isChanged ? (
          <>
            <Button
              variant="filled"
              align="start"
              disabledReason={found ? undefined : "Preview these rules first."}
              onClick={() => setAsking(true)}
            >
              Save…
            </Button>
            <Button variant="ghost" onClick={retention.reset}>
              Discard changes
            </Button>
          </>
        ) : null}
      </div>
      {isAsking && found && isChanged ? <SaveDialog retention={retention} onClose={() => setAsking(false)} /> : null}
    </div>
  );
}

function SaveDialog({ retention, onClose }: { retention: RetentionDraft; onClose: () => void }) {
  const { found, problem, isSaving, save } = retention;
  const count = found ? totalDue(found) : 0;
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={count > 0 ? `Erase ${formatPlural(count, "thing")} now, and others in their time?` : "Save these rules?"}
      confirmLabel="Save rules"
      typedPhrase={count > 0 ? String(count) : undefined}
      tone={count > 0 ? "danger" : "filled"}
      onConfirm={save}
      isBusy={isSaving}
      error={problem ? <ProblemNote problem={problem} /> : undefined}
    >
      <p>
        What is erased does not come back. Messages in their dead-letter queue are not touched; neither are backups of
        the database, which have a retention of their own.
      </p>
    </ConfirmDialog>
  );
}
