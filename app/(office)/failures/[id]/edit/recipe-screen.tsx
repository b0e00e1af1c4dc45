"use client";

import { useState } from "react";
import { useCommand } from "@/app/_components/api";
import { formatPlural } from "@/app/_components/format";
import { useRefusal } from "@/app/_components/me";
import { ProblemNote } from "@/app/_components/problem-note";
import { onFailure } from "@/app/_components/targets";
import { Button } from "@/app/_components/ui/button";
import { PageHeader } from "@/app/_components/ui/page-header";
import { Panel } from "@/app/_components/ui/panel";
import { PhoneActions } from "@/app/_components/ui/phone-actions";
import { EmptyState } from "@/app/_components/ui/view-states";
import type { InputOf } from "@/lib/contract";
import type { EditPreview } from "@/lib/contract/edits";
import type { FailureClassDetail } from "@/lib/contract/failures";
import { EditTerms } from "../../../messages/[id]/edit/edit-terms";
import { usePlanDrawer } from "../../../plans/use-plan-drawer";
import { errorLine } from "../../class-words";
import { PreviewPanel } from "./preview-panel";
import { newStep, readStep, type StepDraft } from "./recipe-draft";
import { RecipeRows } from "./recipe-rows";

type Props = { failure: FailureClassDetail; messageIds: readonly string[]; q: string };
type Input = InputOf<"previewEdit">;
type Previewed = { readonly of: string; readonly preview: EditPreview };

/** The same edit over many messages: steps, what they come to, and the plan of those that change cleanly. */
export function RecipeScreen({ failure, messageIds, q }: Props) {
  const mayNotEdit = useRefusal("messages.edit", onFailure(failure));
  const mayNotRead = useRefusal("bodies.read", onFailure(failure));
  const refusal = mayNotEdit ?? mayNotRead;
  return (
    <>
      <PageHeader
        crumbs={[
          { label: "Now", href: "/" },
          { label: errorLine(failure), href: `/failures/${failure.id}` },
          { label: "Edit" },
        ]}
        title="Edit and redrive many messages"
        lead={`${whichOnes(failure, messageIds, q)} Copies are changed and sent instead; the originals stay as they are.`}
      />
      {refusal ? (
        <Panel title="Steps" isFlush>
          <EmptyState title="These messages cannot be edited." evidence={refusal} />
        </Panel>
      ) : (
        <RecipeEditor selection={selectionOf(failure, messageIds, q)} />
      )}
    </>
  );
}

function whichOnes({ presentCount }: FailureClassDetail, ids: readonly string[], q: string): string {
  if (ids.length > 0) return `${formatPlural(ids.length, "chosen message")}.`;
  return q === "" ? `All ${formatPlural(presentCount, "message")} in the queue.` : `What matches ${q}.`;
}

function selectionOf({ id }: FailureClassDetail, ids: readonly string[], q: string): NonNullable<Input["selection"]> {
  if (ids.length > 0) return { messageIds: [...ids] };
  return { classId: id, ...(q === "" ? {} : { q }) };
}

type EditorProps = { selection: NonNullable<Input["selection"]> };
type Terms = { schema: string; keepTrace: boolean; confirmed: readonly string[] };

function RecipeEditor({ selection }: EditorProps) {
  const [steps, setSteps] = useState<readonly StepDraft[]>(() => [newStep(0)]);
  const [terms, setTerms] = useState<Terms>({ schema: "", keepTrace: false, confirmed: [] });
  const [isTried, setTried] = useState(false);
  const edit = useEdit(selection, steps, terms);
  const { shown, isCurrent, problem } = edit;
  const actions = <RecipeActions edit={edit} confirmed={terms.confirmed} onIncomplete={() => setTried(true)} />;
  return (
    <>
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_316px]">
        <div className="grid min-w-0 gap-4">
          <RecipeRows steps={steps} onChange={setSteps} isTried={isTried} />
          {shown ? <PreviewPanel preview={shown} /> : null}
        </div>
        <div className="grid gap-4">
          <EditTerms
            draft={terms}
            change={(part) => setTerms((before) => ({ ...before, ...part }))}
            sensitiveNames={shown?.sensitiveNames ?? []}
            notChecked={shown?.notChecked ?? []}
            schemaError={edit.schemaError}
          />
          <Panel title="Next">
            <div className="grid gap-3">
              {problem ? <ProblemNote problem={problem} /> : null}
              <p className="text-ink-2">
                {shown && !isCurrent
                  ? "The edit has changed since the preview."
                  : "Nothing is sent before you apply the plan."}
              </p>
              <div className="grid justify-items-start gap-2 max-sm:hidden">{actions}</div>
            </div>
          </Panel>
        </div>
      </div>
      <PhoneActions consequence="Nothing is sent before you apply the plan.">{actions}</PhoneActions>
      {edit.drawer}
    </>
  );
}

function useEdit(selection: EditorProps["selection"], steps: readonly StepDraft[], terms: Terms) {
  const [previewed, setPreviewed] = useState<Previewed>();
  const { openPlan, drawer } = usePlanDrawer();
  const preview = useCommand("previewEdit");
  const prepare = useCommand("prepareEdit", {
    onDone: ({ editSetId, editedCount }) =>
      openPlan(
        { action: "redrive", selection: { editSetId } },
        `Redrive ${formatPlural(editedCount, "edited message")}`,
      ),
  });
  const { input, key } = inputOf(selection, steps, terms);
  return {
    isWhole: input !== undefined,
    isPreviewing: preview.isBusy,
    isPreparing: prepare.isBusy,
    problem: prepare.problem ?? preview.problem,
    schemaError: preview.fieldError("schema") ?? prepare.fieldError("schema"),
    shown: previewed?.preview,
    isCurrent: previewed?.of === key,
    drawer,
    tryIt: async () => {
      prepare.reset();
      // What was refused stands in `problem`.
      const answer = input && (await preview.runAsync(input).catch(() => undefined));
      if (answer) setPreviewed({ of: key, preview: answer });
    },
    plan: () => input && prepare.run({ ...input, confirmed: [...terms.confirmed] }),
  };
}

type ActionsProps = { edit: ReturnType<typeof useEdit>; confirmed: readonly string[]; onIncomplete: () => void };

function RecipeActions({ edit, confirmed, onIncomplete }: ActionsProps) {
  const preview = edit.isCurrent ? edit.shown : undefined;
  return (
    <>
      <Button isBusy={edit.isPreviewing} onClick={edit.isWhole ? edit.tryIt : onIncomplete}>
        Preview
      </Button>
      <Button
        variant="filled"
        align="start"
        isBusy={edit.isPreparing}
        disabledReason={whyNot(preview, confirmed)}
        onClick={edit.plan}
      >
        {preview
          ? `Plan a redrive of ${formatPlural(preview.editedCount, "edited copy", "edited copies")}`
          : "Plan a redrive"}
      </Button>
    </>
  );
}

/** What is asked for, and a key that changes with it; undefined while a step is not whole. */
function inputOf(selection: Input["selection"], steps: readonly StepDraft[], { schema, keepTrace }: Terms) {
  const read = steps.map(readStep);
  const recipe = read.flatMap(({ step }) => step ?? []);
  const isWhole = recipe.length === steps.length;
  const input: Input = { selection, recipe, keepTrace, ...(schema.trim() === "" ? {} : { schema }) };
  return { input: isWhole ? input : undefined, key: JSON.stringify(input) };
}

function whyNot(preview: EditPreview | undefined, confirmed: readonly string[]): string | undefined {
  if (!preview) return "Preview it first.";
  if (preview.editedCount === 0) return "No message changes cleanly.";
  const missing = preview.sensitiveNames.filter((name) => !confirmed.includes(name));
  return missing.length > 0 ? `Confirm that you mean to change ${missing.join(", ")}.` : undefined;
}
