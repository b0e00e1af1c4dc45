"use client";

import { useCallback, useState } from "react";
import { problemOf, useAnswer, useCommand } from "@/app/_components/api";
import { formatPlural } from "@/app/_components/format";
import { ProblemNote } from "@/app/_components/problem-note";
import { FilterInput } from "@/app/_components/tables/filter-input";
import { ChoiceList } from "@/app/_components/ui/choice-list";
import { ConfirmDialog } from "@/app/_components/ui/confirm-dialog";
import { useToast } from "@/app/_components/ui/toasts";
import { LoadingSkeleton } from "@/app/_components/ui/view-states";
import type { PipelineDetail } from "@/lib/contract/pipelines";

type Props = { pipeline: PipelineDetail; onClose: () => void };

const MOST_OFFERED = 20;

/** Makes another pipeline part of this one, by a rule that can be taken back. */
export function MergeDialog({ pipeline, onClose }: Props) {
  const [other, setOther] = useState<{ id: string; name: string }>();
  const [isMissing, setMissing] = useState(false);
  const toast = useToast();
  const merge = useCommand("mergePipelines", {
    onDone: () => {
      toast({ text: `${other?.name} becomes part of ${pipeline.name} when it is put together next, within a minute.` });
      onClose();
    },
  });
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={`Merge another pipeline into ${pipeline.name}?`}
      confirmLabel={other ? `Merge ${other.name}` : "Merge"}
      tone="filled"
      onConfirm={() => (other ? merge.run({ id: pipeline.id, otherId: other.id }) : setMissing(true))}
      isBusy={merge.isBusy}
      error={
        merge.problem ? (
          <ProblemNote problem={merge.problem} />
        ) : isMissing && !other ? (
          "Choose the pipeline that belongs to it."
        ) : undefined
      }
    >
      <p>
        Its parts belong to this one from now on; a rule keeps it so when things are read again. Removing that rule
        takes it back. Nothing changes in AWS.
      </p>
      <Others pipeline={pipeline} value={other?.id ?? ""} onChange={setOther} />
    </ConfirmDialog>
  );
}

type OthersProps = {
  pipeline: PipelineDetail;
  value: string;
  onChange: (other: { id: string; name: string } | undefined) => void;
};

function Others({ pipeline, value, onChange }: OthersProps) {
  const [name, setName] = useState("");
  const onName = useCallback((wanted: string) => setName(wanted), []);
  const { data, error } = useAnswer("listPipelines", { ...(name ? { name } : {}), sort: "name", limit: MOST_OFFERED });
  if (error) return <ProblemNote problem={problemOf(error)} />;
  const offered = data?.items.filter(({ id }) => id !== pipeline.id) ?? [];
  return (
    <>
      <FilterInput label="Part of its name" className="w-full" value={name} onChange={onName} />
      {data ? (
        <div className="max-h-[32vh] overflow-y-auto px-2">
          <ChoiceList
            label="Which pipeline"
            value={value}
            onChange={(id) => onChange(offered.find((one) => one.id === id))}
            choices={offered.map((one) => ({
              value: one.id,
              label: <span className="wrap-anywhere">{one.name}</span>,
              help: `${formatPlural(one.partCount, "part")} · ${one.accounts.map((account) => account.name).join(", ")}`,
            }))}
          />
          {offered.length === 0 ? <p className="py-2">No other pipeline matches.</p> : null}
        </div>
      ) : (
        <LoadingSkeleton rows={3} />
      )}
    </>
  );
}
