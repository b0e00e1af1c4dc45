"use client";

import { forwardRef } from "react";
import { ProblemNote } from "@/app/_components/problem-note";
import { Button } from "@/app/_components/ui/button";
import { TextArea } from "@/app/_components/ui/field";
import { useNote } from "./use-note";

type Props = { reviewId: string; pipelineId?: string; about: string; refusal: string | undefined };

const LONGEST = 5000;

/** Minutes, typed in place: Enter writes them down, and so does leaving the box. */
export const NoteBox = forwardRef<HTMLTextAreaElement, Props>(function NoteBox(
  { reviewId, pipelineId, about, refusal },
  ref,
) {
  const { text, state, problem, type, save } = useNote(reviewId, pipelineId);
  if (refusal) return <p className="px-4 py-3 text-xs text-ink-2">{refusal}</p>;
  return (
    <div className="grid gap-1.5 border-t px-4 py-3">
      <TextArea
        ref={ref}
        rows={2}
        aria-label={`Note on ${about}`}
        placeholder="What was said"
        maxLength={LONGEST}
        value={text}
        onChange={({ target }) => type(target.value)}
        onBlur={() => void save()}
        onKeyDown={(event) => {
          if (event.key === "Escape") return event.currentTarget.blur();
          if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
          event.preventDefault();
          void save();
        }}
      />
      <p role="status" className="text-xs text-ink-3">
        {wordsOf(state, text)}
      </p>
      {problem ? (
        <ProblemNote
          problem={problem}
          action={
            <Button size="sm" onClick={() => void save()}>
              Try again
            </Button>
          }
        />
      ) : null}
    </div>
  );
});

function wordsOf(state: "typing" | "saving" | "saved", text: string): string {
  if (state === "saving") return "Being written down.";
  if (state === "saved") return "Written down.";
  return text === "" ? "Enter writes it down, Shift+Enter begins a line." : "Not written down yet; kept in this tab.";
}
