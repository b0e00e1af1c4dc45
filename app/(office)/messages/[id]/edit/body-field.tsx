"use client";

import { useMemo, useState } from "react";
import { BodyView } from "@/app/_components/message/body-view";
import { Field, TextArea } from "@/app/_components/ui/field";
import { Panel } from "@/app/_components/ui/panel";
import { Segmented } from "@/app/_components/ui/segmented";
import { parseJson } from "@/lib/core/messages/json";
import type { EditDraft } from "./edit-draft";
import { lineEndsOf } from "./line-ends";

type Props = {
  original: string;
  draft: EditDraft;
  change: (part: Partial<EditDraft>) => void;
  problem: string | undefined;
};

/** The body as it was sent, byte for byte. The pretty view only shows it; what is sent is what stands in the field. */
export function BodyField({ original, draft, change, problem }: Props) {
  const [view, setView] = useState("write");
  const isMixed = useMemo(() => lineEndsOf(original) === "mixed", [original]);
  const wasJson = useMemo(() => parseJson(original) !== undefined, [original]);
  const isJson = useMemo(() => parseJson(draft.text) !== undefined, [draft.text]);
  const help = isMixed
    ? "Its lines end in different ways, which a text field would change. Change its attributes here, and its text by steps from the failure's page."
    : wasJson && !isJson
      ? "This is no JSON any more: the original was."
      : "Only what you change changes: big numbers, spaces and the order of fields stay as they were sent.";
  return (
    <Panel
      title="Body"
      hint={wasJson ? "JSON" : "text"}
      actions={
        <Segmented
          label="Ways to see the body"
          size="sm"
          value={view}
          onChange={setView}
          segments={[
            { value: "write", label: "Write" },
            { value: "read", label: "Pretty" },
          ]}
        />
      }
      isFlush
    >
      {view === "read" ? (
        <BodyView text={draft.text} textBytes={new TextEncoder().encode(draft.text).length} attributes={[]} />
      ) : (
        <div className="px-4 py-3">
          <Field label="Body of the copy" help={help} error={problem && `It ${problem}.`}>
            <TextArea
              className="machine min-h-64 leading-[19px] [unicode-bidi:plaintext]"
              rows={14}
              spellCheck={false}
              autoCapitalize="off"
              autoComplete="off"
              readOnly={isMixed}
              value={draft.text}
              onChange={(event) => change({ text: event.target.value })}
            />
          </Field>
        </div>
      )}
    </Panel>
  );
}
