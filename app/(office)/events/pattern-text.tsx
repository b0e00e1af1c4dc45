"use client";

import { prettyLines } from "@/app/_components/message/body-lines";
import { ChunkedLines } from "@/app/_components/message/chunked-lines";

/** A pattern of events, one member per line; drawn as text, whatever it holds. */
export function PatternText({ pattern, label }: { pattern: string; label: string }) {
  return (
    <ChunkedLines text={pattern} textBytes={new TextEncoder().encode(pattern).length} cut={prettyLines} label={label} />
  );
}
