"use client";

import { useState } from "react";
import { useCommand } from "@/app/_components/api";
import { formatPlural } from "@/app/_components/format";
import { ProblemNote } from "@/app/_components/problem-note";
import { Button } from "@/app/_components/ui/button";
import { Chip } from "@/app/_components/ui/chip";
import { ConfirmDialog } from "@/app/_components/ui/confirm-dialog";
import { Panel } from "@/app/_components/ui/panel";
import { RelativeTime } from "@/app/_components/ui/time";
import { useToast } from "@/app/_components/ui/toasts";
import type { PipelineDetail } from "@/lib/contract/pipelines";
import { RuleDialog } from "./rule-dialog";
import { useEditRefusal } from "./use-edit-refusal";

type Rule = PipelineDetail["rules"][number];

const WORDS: Readonly<Record<Rule["kind"], string>> = { join: "belongs to it", cut: "begins at" };

/** What people said belongs together; it outlives new names. */
export function RulesPanel({ pipeline }: { pipeline: PipelineDetail }) {
  const refusal = useEditRefusal(pipeline);
  const [isAdding, setAdding] = useState(false);
  const [removing, setRemoving] = useState<Rule>();
  return (
    <Panel
      title="Rules"
      isFlush
      actions={
        refusal ? undefined : (
          <Button size="sm" onClick={() => setAdding(true)}>
            Add…
          </Button>
        )
      }
    >
      {pipeline.rules.length === 0 ? (
        <p className="px-4 py-3 text-ink-2">None: it is what the graph says.</p>
      ) : (
        <ul>
          {pipeline.rules.map((rule) => (
            <RuleItem key={rule.id} rule={rule} onRemove={refusal ? undefined : () => setRemoving(rule)} />
          ))}
        </ul>
      )}
      {isAdding ? <RuleDialog pipeline={pipeline} onClose={() => setAdding(false)} /> : null}
      {removing ? (
        <RemoveDialog pipelineId={pipeline.id} rule={removing} onClose={() => setRemoving(undefined)} />
      ) : null}
    </Panel>
  );
}

function RuleItem({ rule, onRemove }: { rule: Rule; onRemove: (() => void) | undefined }) {
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-3 border-b px-4 py-2.5 last:border-b-0">
      <div className="min-w-0">
        <p className="wrap-anywhere">
          <Chip>{WORDS[rule.kind]}</Chip> {rule.matchWords}
        </p>
        <p className="text-xs text-ink-2">
          {rule.matchCount === 0 ? "matches nothing now" : `matches ${formatPlural(rule.matchCount, "resource")}`} · by{" "}
          {rule.createdBy}, <RelativeTime at={rule.createdAt} suffix=" ago" isPlain />
        </p>
      </div>
      {onRemove ? (
        <Button size="sm" variant="ghost" aria-label={`Remove the rule ${rule.matchWords}`} onClick={onRemove}>
          Remove
        </Button>
      ) : null}
    </li>
  );
}

function RemoveDialog({ pipelineId, rule, onClose }: { pipelineId: string; rule: Rule; onClose: () => void }) {
  const toast = useToast();
  const remove = useCommand("removePipelineRule", {
    onDone: () => {
      toast({ text: "The rule is gone. It is put together anew within a minute." });
      onClose();
    },
  });
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title="Remove this rule?"
      confirmLabel="Remove rule"
      tone="filled"
      onConfirm={() => remove.run({ id: pipelineId, ruleId: rule.id })}
      isBusy={remove.isBusy}
      error={remove.problem ? <ProblemNote problem={remove.problem} /> : undefined}
    >
      <p>
        What it {rule.kind === "join" ? "joined" : "cut off"} is assembled as the graph says again. Nothing changes in
        AWS.
      </p>
    </ConfirmDialog>
  );
}
