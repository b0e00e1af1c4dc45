"use client";

import { useState } from "react";
import { formatBytes } from "../format";
import { Button } from "../ui/button";
import { CopyButton } from "../ui/copy-button";
import { ScrollRegion } from "../ui/scroll-region";
import { bytesFromBase64, hexLines } from "./binary-text";
import { VisibleText } from "./visible-text";

/** One attribute as SQS gave it: text for String and Number types, base64 for Binary ones. */
export type Attribute = { name: string; dataType: string; stringValue?: string; binaryBase64?: string };

type Props = { attributes: Attribute[]; label: string; empty?: string };

const FIRST_LENGTH = 2000;

/** Name, type and value. Numbers stay text, binary is shown as hex and as base64. */
export function AttributeTable({ attributes, label, empty = "The sender set no attributes." }: Props) {
  if (attributes.length === 0) return <p className="px-4 py-3 text-ink-2">{empty}</p>;
  return (
    <dl aria-label={label}>
      {attributes.map((attribute) => (
        <div
          key={attribute.name}
          className="grid grid-cols-[minmax(120px,24%)_120px_minmax(0,1fr)] gap-x-3 border-b px-4 py-[7px] last:border-b-0 max-sm:grid-cols-[minmax(0,1fr)_auto]"
        >
          <dt className="machine leading-5 wrap-anywhere">
            <VisibleText text={attribute.name} />
          </dt>
          <dd className="text-xs leading-5 text-ink-3">{attribute.dataType}</dd>
          <dd className="machine leading-5 wrap-anywhere whitespace-pre-wrap max-sm:col-span-2">
            {attribute.binaryBase64 === undefined ? (
              <TextValue text={attribute.stringValue ?? ""} />
            ) : (
              <BinaryValue base64={attribute.binaryBase64} />
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function TextValue({ text }: { text: string }) {
  const [isWhole, setWhole] = useState(false);
  if (text === "") return <span className="font-sans text-ink-3">empty</span>;
  const isLong = text.length > FIRST_LENGTH && !isWhole;
  return (
    <>
      <VisibleText text={isLong ? text.slice(0, FIRST_LENGTH) : text} />
      {isLong ? (
        <Button size="sm" variant="ghost" onClick={() => setWhole(true)}>
          Show all
        </Button>
      ) : null}
    </>
  );
}

function BinaryValue({ base64 }: { base64: string }) {
  const bytes = bytesFromBase64(base64);
  if (!bytes) return <TextValue text={base64} />;
  const lines = hexLines(bytes);
  return (
    <div className="grid gap-1">
      <div className="flex items-center gap-2 font-sans text-xs text-ink-3">
        {formatBytes(bytes.length)}
        {bytes.length > 256 ? ", the first 256 B" : ""}
        <CopyButton text={base64} label="Copy base64" />
      </div>
      <ScrollRegion label="Hex" className="machine rounded-sm bg-sunken px-2 py-1 leading-4 whitespace-pre">
        {lines.join("\n")}
      </ScrollRegion>
      <div className="max-h-24 overflow-y-auto text-ink-2">{base64.slice(0, FIRST_LENGTH)}</div>
    </div>
  );
}
