"use client";

import { useMemo, useState } from "react";
import { formatCount, formatPlural } from "@/app/_components/format";
import { innermostOf } from "@/app/_components/message/message-layers";
import { Panel } from "@/app/_components/ui/panel";
import { Segmented } from "@/app/_components/ui/segmented";
import type { MessageBody } from "@/lib/contract/message-body";
import { compareMessages } from "@/lib/core/messages/compare";
import type { Comparison } from "@/lib/core/messages/differences";
import { DifferenceTable } from "./difference-table";

type Props = { a: MessageBody; b: MessageBody };

/** What differs in the payload, in the attributes of the sender and in what SQS noted. */
export function ComparisonPanels({ a, b }: Props) {
  const isWrapped = innermostOf(a) > 0 || innermostOf(b) > 0;
  const [part, setPart] = useState<"payload" | "whole">("payload");
  const compared = useMemo(() => compareMessages(sideOf(a, part), sideOf(b, part)), [a, b, part]);
  const isSame = a.bodySha256 === b.bodySha256;
  return (
    <>
      <Part
        title="Payload"
        comparison={compared.payload}
        same={isSame ? "The two bodies are the same, byte for byte." : "The payloads do not differ in any value."}
        caption="Differences of the payloads"
        note={cutNote(a, b, part)}
        {...(isWrapped && { choice: <PartChoice part={part} onChange={setPart} /> })}
      />
      <Part
        title="Attributes"
        comparison={compared.attributes}
        same={hasNone(a) && hasNone(b) ? "The sender set no attributes." : "The sender set the same attributes."}
        unit="attribute"
        caption="Differences of the attributes"
      />
      <Part
        title="Noted by SQS"
        comparison={compared.system}
        same="SQS noted the same for both."
        unit="note"
        caption="Differences of what SQS noted"
        note="Times and counts usually differ."
      />
    </>
  );
}

type PartProps = {
  title: string;
  comparison: Comparison;
  same: string;
  /** What is counted, where it is not a field or a line. */
  unit?: string;
  caption: string;
  note?: string | undefined;
  choice?: React.ReactNode;
};

function Part({ title, comparison, same, unit, caption, note, choice }: PartProps) {
  const { differenceCount, by, note: ownNote } = comparison;
  const notes = [ownNote, note].filter(Boolean).join(" ");
  return (
    <Panel title={title} hint={countsOf(comparison, unit ?? by)} actions={choice} isFlush>
      {differenceCount === 0 ? (
        <p className="px-4 py-3 text-ink-2">{same}</p>
      ) : (
        <DifferenceTable comparison={comparison} caption={caption} place={by === "line" ? "Line" : "Field"} />
      )}
      {notes && differenceCount > 0 ? <p className="border-t px-4 py-2 text-xs text-ink-2">{notes}</p> : null}
    </Panel>
  );
}

function countsOf({ differenceCount, sameCount }: Comparison, unit: string): string {
  const differing =
    differenceCount === 0
      ? "none differs"
      : `${formatCount(differenceCount)} ${differenceCount === 1 ? "differs" : "differ"}`;
  return `${differing}, ${formatPlural(sameCount, unit)} the same`;
}

type ChoiceProps = { part: "payload" | "whole"; onChange: (part: "payload" | "whole") => void };

function PartChoice({ part, onChange }: ChoiceProps) {
  return (
    <Segmented
      label="What is compared"
      size="sm"
      value={part}
      onChange={(next) => onChange(next === "whole" ? "whole" : "payload")}
      segments={[
        { value: "payload", label: "Unwrapped" },
        { value: "whole", label: "Body as sent" },
      ]}
    />
  );
}

function hasNone({ attributes }: MessageBody): boolean {
  return Object.keys(attributes).length === 0;
}

function sideOf(message: MessageBody, part: "payload" | "whole") {
  const text = part === "whole" ? message.body : message.layers[innermostOf(message)]?.text;
  return { text: text ?? message.body, attributes: message.attributes, system: message.system };
}

function cutNote(a: MessageBody, b: MessageBody, part: "payload" | "whole"): string | undefined {
  const isCut = part === "payload" && [a, b].some((message) => message.layers[innermostOf(message)]?.isCut);
  return isCut ? "Only the beginning of a long payload was compared." : undefined;
}
