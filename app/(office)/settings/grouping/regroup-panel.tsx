"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, problemOf, queryKey, useCommand } from "@/app/_components/api";
import { formatCount, formatPlural } from "@/app/_components/format";
import { useRefusal } from "@/app/_components/me";
import { ProblemNote } from "@/app/_components/problem-note";
import { Button } from "@/app/_components/ui/button";
import { ConfirmDialog } from "@/app/_components/ui/confirm-dialog";
import { Field, Select } from "@/app/_components/ui/field";
import { Panel } from "@/app/_components/ui/panel";
import { RelativeTime } from "@/app/_components/ui/time";
import type { OutputOf } from "@/lib/contract";
import type { Regroup } from "@/lib/contract/grouping";
import { RegroupMoves } from "./regroup-moves";
import { applyRefusal, isUnderWay, limitWords, tallyWords } from "./regroup-words";
import type { Rules } from "./use-rules";

const DAYS = [1, 7, 14, 30];

/** Tries the rules on what arrived already: first what would move, then, confirmed by its count, for good. */
export function RegroupPanel({ rules, first }: { rules: Rules; first: OutputOf<"listRegroups"> }) {
  const [days, setDays] = useState(7);
  const refusal = useRefusal("grouping.edit", "everything");
  const preview = useCommand("previewRegroup");
  const list = useQuery<OutputOf<"listRegroups">>({
    queryKey: queryKey("listRegroups", {}),
    queryFn: ({ signal }) => api.listRegroups({}, { signal }),
    initialData: () => first,
    refetchInterval: ({ state }) => (state.data?.items.some(isUnderWay) ? 1000 : 15_000),
  });
  const latest = list.data.items[0];
  return (
    <Panel title="What is there already" hint="rules hold for what arrives; this puts earlier messages in order too">
      <div className="flex flex-wrap items-end gap-3">
        <Field label="Messages of the last" className="w-40">
          <Select value={days} onChange={(event) => setDays(Number(event.target.value))}>
            {DAYS.map((count) => (
              <option key={count} value={count}>
                {formatPlural(count, "day")}
              </option>
            ))}
          </Select>
        </Field>
        <Button
          align="start"
          isBusy={preview.isBusy}
          disabledReason={refusal ?? (latest?.state === "applying" ? "A regrouping is under way." : undefined)}
          onClick={() => preview.run({ rules: rules.drafts, days })}
        >
          Preview {rules.isChanged ? "these changes" : "these rules"}
        </Button>
      </div>
      {preview.problem ? <ProblemNote problem={preview.problem} /> : null}
      {list.error ? <ProblemNote problem={problemOf(list.error)} /> : null}
      {latest ? <Latest key={latest.id} regroup={latest} rules={rules} refusal={refusal} /> : null}
    </Panel>
  );
}

type LatestProps = { regroup: Regroup; rules: Rules; refusal: string | undefined };

function Latest({ regroup, rules, refusal }: LatestProps) {
  const { state, preview, applied } = regroup;
  const isDone = applied !== null;
  const tally = applied ?? preview;
  return (
    <section aria-label="Latest preview" className="mt-4 grid gap-2 border-t pt-3" aria-busy={isUnderWay(regroup)}>
      <p role="status" className="weight-emphasis">
        {isUnderWay(regroup) ? progressWords(regroup) : tally ? tallyWords(tally, isDone) : "Nothing was looked at."}
      </p>
      <p className="text-xs text-ink-2">
        {isDone ? `Applied by ${regroup.applyAskedBy ?? "somebody"}` : `Asked by ${regroup.askedBy}`}{" "}
        <RelativeTime at={regroup.applyAskedAt ?? regroup.askedAt} suffix=" ago" isPlain />
        {state === "failed" || state === "cancelled"
          ? ` · ${state}${regroup.reason ? `: ${regroup.reason}` : ""}`
          : null}
      </p>
      {tally && !isUnderWay(regroup) ? (
        <>
          <p className="text-xs text-ink-2">{limitWords(regroup, tally).join(" ")}</p>
          <RegroupMoves tally={tally} />
        </>
      ) : null}
      {refusal ? null : <Actions regroup={regroup} rules={rules} />}
    </section>
  );
}

function progressWords({ state, doneCount, itemCount }: Regroup): string {
  if (state === "asked") return "Waiting for the worker.";
  const of = `${formatCount(doneCount)} of ${formatPlural(itemCount, "message")}`;
  return state === "applying" ? `Moving: ${of}.` : `Looking: ${of}.`;
}

function Actions({ regroup, rules }: Omit<LatestProps, "refusal">) {
  const [isAsking, setAsking] = useState(false);
  const cancel = useCommand("cancelRegroup");
  const { id, state, preview } = regroup;
  if (state === "done" || state === "failed" || state === "cancelled") return null;
  const no = applyRefusal(regroup, { version: rules.saved.version, isChanged: rules.isChanged });
  return (
    <div className="flex flex-wrap items-start gap-2">
      {state === "previewed" ? (
        <Button variant="filled" align="start" disabledReason={no} onClick={() => setAsking(true)}>
          Move {formatPlural(preview?.movedCount ?? 0, "message")}…
        </Button>
      ) : null}
      <Button isBusy={cancel.isBusy} onClick={() => cancel.run({ id })}>
        {state === "previewed" ? "Forget it" : "Stop"}
      </Button>
      {cancel.problem ? <ProblemNote problem={cancel.problem} /> : null}
      {isAsking ? <ApplyDialog regroup={regroup} onClose={() => setAsking(false)} /> : null}
    </div>
  );
}

function ApplyDialog({ regroup, onClose }: { regroup: Regroup; onClose: () => void }) {
  const count = regroup.preview?.movedCount ?? 0;
  const apply = useCommand("applyRegroup", { onDone: onClose });
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={`Move ${formatPlural(count, "message")} into other failures?`}
      confirmLabel={`Move ${formatCount(count)}`}
      typedPhrase={String(count)}
      tone="filled"
      onConfirm={() => apply.run({ id: regroup.id, confirmCount: count })}
      isBusy={apply.isBusy}
      error={apply.problem ? <ProblemNote problem={apply.problem} /> : undefined}
    >
      <p>
        Nothing is sent or deleted. Notes and decisions stay with their failures; those that end empty are resolved and
        say where their messages went. Failures made by this are backlog. It is not undone by a button: only other rules
        and another regrouping put messages back.
      </p>
    </ConfirmDialog>
  );
}
