"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { problemOf, useAnswer, useCommand } from "@/app/_components/api";
import { formatPlural } from "@/app/_components/format";
import { ProblemNote } from "@/app/_components/problem-note";
import { ChoiceList } from "@/app/_components/ui/choice-list";
import { ConfirmDialog } from "@/app/_components/ui/confirm-dialog";
import { Field, TextInput } from "@/app/_components/ui/field";
import { useToast } from "@/app/_components/ui/toasts";
import { LoadingSkeleton } from "@/app/_components/ui/view-states";
import type { FailureClass } from "@/lib/contract/failures";
import { pathOf } from "../class-words";
import { MOST_OFFERED, offersFor } from "./merge-offers";

type Props = { failure: FailureClass; onClose: () => void };

/** Puts a class into another one of its account and Region, and says what stays. */
export function MergeDialog({ failure, onClose }: Props) {
  const [into, setInto] = useState<FailureClass>();
  const [isMissing, setMissing] = useState(false);
  const toast = useToast();
  const router = useRouter();
  const merge = useCommand("mergeFailureClasses", {
    onDone: (into) => {
      toast({ text: `F-${failure.number} is part of F-${into.number} now.` });
      onClose();
      router.push(`/failures/${into.id}`);
    },
  });
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={`Merge F-${failure.number} into another failure?`}
      confirmLabel={`Merge ${formatPlural(failure.totalCount, "message")}`}
      tone="filled"
      onConfirm={() => (into ? merge.run({ id: failure.id, intoId: into.id }) : setMissing(true))}
      isBusy={merge.isBusy}
      error={
        merge.problem ? (
          <ProblemNote problem={merge.problem} />
        ) : isMissing && !into ? (
          "Choose the failure that it belongs to."
        ) : undefined
      }
    >
      <p>
        Its messages, and those that arrive of it later, belong to the other one from now on. Notes and decisions stay;
        its address leads to the other one. You can take it out again.
      </p>
      <Others failure={failure} value={into?.id ?? ""} onChange={setInto} />
      {into && into.queueId !== failure.queueId ? (
        <p>Their messages lie in two dead-letter queues. A plan is about one: it will have to name which.</p>
      ) : null}
    </ConfirmDialog>
  );
}

type OthersProps = { failure: FailureClass; value: string; onChange: (into: FailureClass | undefined) => void };

function Others({ failure, value, onChange }: OthersProps) {
  const [wanted, setWanted] = useState("");
  const { accountId, region } = failure;
  const { data, error } = useAnswer("listFailureClasses", { view: "all", accountId, region, limit: 200 });
  if (error) return <ProblemNote problem={problemOf(error)} />;
  if (!data) return <LoadingSkeleton rows={3} />;
  const { offered, matchCount } = offersFor(failure, data.items, wanted);
  const isMore = matchCount > offered.length || (data.totalCount ?? 0) > data.items.length;
  return (
    <>
      <Field label="Into" help={`Failures of ${failure.accountName} · ${region}. Number, error or queue.`}>
        <TextInput value={wanted} autoComplete="off" onChange={(event) => setWanted(event.target.value)} />
      </Field>
      <div className="max-h-[32vh] overflow-y-auto px-2">
        <ChoiceList
          label="Into which failure"
          value={value}
          onChange={(id) => onChange(offered.find((one) => one.id === id))}
          choices={offered.map((one) => ({
            value: one.id,
            label: <span className="machine font-normal wrap-anywhere">{one.title}</span>,
            help: `F-${one.number} · ${one.status} · ${pathOf(one)} · ${formatPlural(one.totalCount, "message")}`,
          }))}
        />
        {offered.length === 0 ? <p className="py-2">No other failure here matches.</p> : null}
      </div>
      {isMore ? (
        <p className="text-xs text-ink-3">{`Up to ${MOST_OFFERED} are shown. Write more to narrow it down.`}</p>
      ) : null}
    </>
  );
}
