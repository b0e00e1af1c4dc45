import type { PayloadLayer } from "../payload";
import { hexDump, MAX_DUMPED_BYTES } from "./hex-dump";
import { listWireFields } from "./protobuf";

/** A layer as text to look at: its source text, the fields of protobuf, or a hex dump of other bytes; long ones cut. */
export function shownText(layer: PayloadLayer, maxCharacters: number): { text: string; isCut: boolean } {
  const { text, isCut } = wholeText(layer);
  const isLonger = text.length > maxCharacters;
  return {
    text: isLonger ? text.slice(0, maxCharacters).toWellFormed() : text,
    isCut: isCut || isLonger || layer.isCut === true,
  };
}

function wholeText({ kind, text, bytes }: PayloadLayer): { text: string; isCut: boolean } {
  if (bytes === undefined) return { text, isCut: false };
  if (kind === "protobuf") return listWireFields(bytes);
  return { text: hexDump(bytes), isCut: bytes.length > MAX_DUMPED_BYTES };
}
