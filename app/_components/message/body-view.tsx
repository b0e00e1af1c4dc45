"use client";

import { Tabs } from "radix-ui";
import { useMemo } from "react";
import { cn } from "../cn";
import { formatBytes } from "../format";
import { CopyButton } from "../ui/copy-button";
import { segmentedFrame, segmentedHeight, segmentedItem } from "../ui/segmented";
import { type Attribute, AttributeTable } from "./attribute-table";
import { isJson, prettyLines, rawLines } from "./body-lines";
import { ChunkedLines } from "./chunked-lines";

/** SQS allows ten attributes of the sender's own. */
const MAX_ATTRIBUTES = 10;

type Props = {
  /** The text of the body, or of the chosen layer. */
  text: string;
  textBytes: number;
  attributes: Attribute[];
  /** What SQS itself noted: sent at, receive count, group id. */
  systemAttributes?: Attribute[];
  /** Why the text is not the whole or not the original: "Masked", "Stored as shape only". */
  note?: string;
  /** What the text is instead of the sender's own: "hex dump". */
  form?: string | undefined;
  /** Names the parts for assistive technology when a page shows several messages. */
  label?: string;
};

/** A message: pretty, raw, and its attributes. Nothing in it can act: it is drawn as text, character by character visible. */
export function BodyView({ text, textBytes, attributes, systemAttributes = [], note, form, label = "Body" }: Props) {
  const isPretty = useMemo(() => isJson(text), [text]);
  const tabs = [
    { value: "pretty", label: "Pretty" },
    { value: "raw", label: "Raw" },
    { value: "attributes", label: `Attributes ${attributes.length} of ${MAX_ATTRIBUTES}` },
  ];
  return (
    <Tabs.Root defaultValue="pretty">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5 px-4 py-2">
        <Tabs.List aria-label="Ways to see the message" className={segmentedFrame}>
          {tabs.map((tab) => (
            <Tabs.Trigger key={tab.value} value={tab.value} className={cn(segmentedItem, segmentedHeight.sm)}>
              {tab.label}
            </Tabs.Trigger>
          ))}
        </Tabs.List>
        <span className="text-xs text-ink-3">
          {form ?? formatBytes(textBytes)}
          {form || isPretty || text === "" ? "" : " · not JSON, shown as it is"}
          {note ? ` · ${note}` : ""}
        </span>
        <span className="flex-1" />
        <CopyButton text={text} />
      </div>
      <Tabs.Content value="pretty" className="border-t" tabIndex={-1}>
        <Body text={text} textBytes={textBytes} cut={isPretty ? prettyLines : rawLines} label={`${label}, formatted`} />
      </Tabs.Content>
      <Tabs.Content value="raw" className="border-t" tabIndex={-1}>
        <Body text={text} textBytes={textBytes} cut={rawLines} label={`${label}, as it was sent`} />
      </Tabs.Content>
      <Tabs.Content value="attributes" className="border-t" tabIndex={-1}>
        <AttributeTable attributes={attributes} label="Attributes of the sender" />
        {systemAttributes.length > 0 ? (
          <>
            <h3 className="border-t bg-sunken px-4 py-1 text-xs text-ink-3">Noted by SQS</h3>
            <AttributeTable attributes={systemAttributes} label="Attributes of SQS" />
          </>
        ) : null}
      </Tabs.Content>
    </Tabs.Root>
  );
}

function Body(props: Parameters<typeof ChunkedLines>[0]) {
  if (props.text === "") return <p className="px-4 py-3 text-ink-2">The body is empty.</p>;
  return <ChunkedLines {...props} />;
}
