import { member, rawMember, textMember } from "../json";
import { bytesOfBase64 } from "./base64";
import type { JsonOpener, PayloadLayer } from "./layer";

export const openCloudEvent: JsonOpener = (text, json) => {
  const type = textMember(json, "type");
  if (textMember(json, "specversion") === undefined || type === undefined) return undefined;
  const layer: PayloadLayer = { kind: "cloudevents", label: `CloudEvent ${type.slice(0, 100)}`, text, json };
  const inner = member(json, "data");
  if (typeof inner === "string") return { layer, inner };
  if (inner !== undefined && inner !== null) return { layer, inner: rawMember(text, "data") };
  const base64 = member(json, "data_base64");
  return typeof base64 === "string" ? { layer, inner: bytesOfBase64(base64) ?? base64 } : { layer };
};
