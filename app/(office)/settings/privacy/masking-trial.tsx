"use client";

import { useState } from "react";
import { useCommand } from "@/app/_components/api";
import { VisibleText } from "@/app/_components/message/visible-text";
import { ProblemNote } from "@/app/_components/problem-note";
import { Button } from "@/app/_components/ui/button";
import { Field, TextArea } from "@/app/_components/ui/field";
import { ScrollRegion } from "@/app/_components/ui/scroll-region";
import type { OutputOf } from "@/lib/contract";
import type { MaskingRule } from "@/lib/core/privacy/masking-rule";

const SAMPLE = '{"customer":{"email":"ada@example.com","phone":"+44 20 7946 0018"},"card":"4111 1111 1111 1111"}';

/** Shows what the rules, as edited, would mask in a text. Nothing is kept of it. */
export function MaskingTrial({ rules }: { rules: MaskingRule[] }) {
  const [text, setText] = useState(SAMPLE);
  const [answer, setAnswer] = useState<OutputOf<"previewMasking">>();
  const preview = useCommand("previewMasking", { onDone: setAnswer });
  return (
    <div className="mt-4 grid gap-2 border-t pt-3">
      <Field label="Try it" help="Nothing of it is kept." error={preview.fieldError("text")}>
        <TextArea
          className="machine"
          spellCheck={false}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </Field>
      <div>
        <Button isBusy={preview.isBusy} onClick={() => preview.run({ rules, text })}>
          Mask this text
        </Button>
      </div>
      {preview.problem && !preview.problem.fields?.length ? <ProblemNote problem={preview.problem} /> : null}
      {answer ? (
        <div role="status" className="grid gap-1">
          <p className="text-ink-2">
            {answer.maskedCount} {answer.maskedCount === 1 ? "value" : "values"} masked
            {answer.note ? `. ${answer.note}` : ""}
          </p>
          <ScrollRegion
            label="Masked text"
            className="machine max-h-48 rounded-sm bg-sunken px-3 py-2 whitespace-pre-wrap [overflow-wrap:anywhere]"
          >
            <VisibleText text={answer.maskedText} />
          </ScrollRegion>
        </div>
      ) : null}
    </div>
  );
}
