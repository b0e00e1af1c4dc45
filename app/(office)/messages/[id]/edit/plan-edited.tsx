"use client";

import { Button } from "@/app/_components/ui/button";
import type { DraftFacts, EditDraft } from "./edit-draft";

type Props = {
  facts: Pick<DraftFacts, "isChanged" | "problems" | "sensitiveNames">;
  draft: Pick<EditDraft, "confirmed">;
  isBusy: boolean;
  onPlan: () => void;
};

/** Keeps the copy and opens its plan; while it cannot, it says why. */
export function PlanEdited({ facts, draft, isBusy, onPlan }: Props) {
  return (
    <Button variant="filled" align="start" isBusy={isBusy} disabledReason={whyNot(facts, draft)} onClick={onPlan}>
      Plan a redrive of the edited copy
    </Button>
  );
}

function whyNot({ isChanged, problems, sensitiveNames }: Props["facts"], { confirmed }: Props["draft"]) {
  if (!isChanged) return "Nothing is changed yet.";
  const [first] = problems;
  if (first) return `SQS would not take it: ${placeOf(first.field)} ${first.message}.`;
  const missing = sensitiveNames.filter((name) => !confirmed.includes(name));
  return missing.length > 0 ? `Confirm that you mean to change ${missing.join(", ")}.` : undefined;
}

function placeOf(field: string): string {
  return field.startsWith("attributes.") ? `the attribute “${field.slice("attributes.".length)}”` : `the ${field}`;
}
