"use client";

import { useState } from "react";
import { useAnswer, useCommand } from "@/app/_components/api";
import { ProblemNote } from "@/app/_components/problem-note";
import { ConfirmDialog } from "@/app/_components/ui/confirm-dialog";
import { Field, Select, TextInput } from "@/app/_components/ui/field";
import { useToast } from "@/app/_components/ui/toasts";
import type { ReviewPipeline } from "@/lib/contract/review-fields";
import { KIND_WORDS } from "../fact-words";
import { evidenceAt } from "./evidence-place";

type About = Pick<ReviewPipeline, "id" | "name" | "owner">;
type Props = { reviewId: string; pipeline?: About; onClose: () => void };

interface Draft {
  readonly text: string;
  readonly owner: string;
  readonly due: string;
  /** The page of what is looked at. */
  readonly evidence: string;
}

const EVIDENCE_KINDS = "class-open,class-new,finding-opened,decision";

/** Agrees on something: what, who, until when, and by what one will see that it is done. */
export function ActionDialog({ reviewId, pipeline, onClose }: Props) {
  const [draft, setDraft] = useState<Draft>({ text: "", owner: pipeline?.owner ?? "", due: "", evidence: "" });
  const [isTried, setTried] = useState(false);
  const toast = useToast();
  const create = useCommand("createReviewAction", {
    onDone: ({ number }) => {
      toast({ text: `Agreed as No. ${number}. It is carried over until it is done.` });
      onClose();
    },
  });
  const save = () => {
    setTried(true);
    const [text, owner, evidence] = [draft.text.trim(), draft.owner.trim(), evidenceAt(draft.evidence)];
    if (!text || !owner) return;
    const about = { reviewId, ...(pipeline ? { pipelineId: pipeline.id } : {}), ...(evidence ? { evidence } : {}) };
    create.run({ text, owner, due: draft.due || null, ...about });
  };
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={pipeline ? `What is agreed about ${pipeline.name}?` : "What is agreed?"}
      confirmLabel="Agree"
      tone="filled"
      isBusy={create.isBusy}
      onConfirm={save}
      error={create.problem ? <ProblemNote problem={create.problem} /> : undefined}
    >
      <ActionFields
        draft={draft}
        set={(changes) => setDraft((before) => ({ ...before, ...changes }))}
        isTried={isTried}
        offers={useEvidenceOffers(reviewId, pipeline)}
      />
    </ConfirmDialog>
  );
}

type FieldsProps = {
  draft: Draft;
  set: (changes: Partial<Draft>) => void;
  isTried: boolean;
  offers: readonly { href: string; words: string }[];
};

function ActionFields({ draft, set, isTried, offers }: FieldsProps) {
  const { text, owner, due, evidence } = draft;
  return (
    <>
      <Field label="What" error={isTried && !text.trim() ? "Say what is to be done." : undefined}>
        <TextInput autoFocus value={text} maxLength={1000} onChange={({ target }) => set({ text: target.value })} />
      </Field>
      <div className="grid gap-3 sm:grid-cols-2">
        <Field label="Who" error={isTried && !owner.trim() ? "Somebody must have it." : undefined}>
          <TextInput value={owner} maxLength={200} onChange={({ target }) => set({ owner: target.value })} />
        </Field>
        <Field label="Until" isOptional>
          <TextInput type="date" value={due} onChange={({ target }) => set({ due: target.value })} />
        </Field>
      </div>
      <Field label="Seen done when" help="The tool looks itself and says so beside the item.">
        <Select value={evidence} onChange={({ target }) => set({ evidence: target.value })}>
          <option value="">somebody says so</option>
          {offers.map(({ href, words }) => (
            <option key={href} value={href}>
              {words}
            </option>
          ))}
        </Select>
      </Field>
    </>
  );
}

/** What the tool could look at: failures and holes of the week, and how the pipeline does. */
function useEvidenceOffers(reviewId: string, pipeline: About | undefined) {
  const input = { id: reviewId, kinds: EVIDENCE_KINDS, limit: 50, ...(pipeline ? { pipelineId: pipeline.id } : {}) };
  const facts = useAnswer("listReviewFacts", input).data?.items ?? [];
  const offers = new Map<string, string>();
  if (pipeline) offers.set(`/pipelines/${pipeline.id}`, "the pipeline is healthy");
  for (const { href, label, kind } of facts)
    if (href && evidenceAt(href) && !offers.has(href))
      offers.set(href, `${kind === "finding-opened" ? "closed" : "over"}: ${label} (${KIND_WORDS[kind]})`);
  return [...offers].map(([href, words]) => ({ href, words: words.slice(0, 120) }));
}
