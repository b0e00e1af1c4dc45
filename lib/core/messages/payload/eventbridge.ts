import { isJsonObject, member, rawMember, textMember } from "../json";
import type { JsonOpener } from "./layer";

export const openEventBridge: JsonOpener = (text, json) => {
  const detailType = textMember(json, "detail-type");
  const hasDetail = isJsonObject(member(json, "detail"));
  if (detailType === undefined || !hasDetail || textMember(json, "source") === undefined) return undefined;
  const label = `EventBridge event ${detailType.slice(0, 100)}`;
  return { layer: { kind: "eventbridge-event", label, text, json }, inner: rawMember(text, "detail") };
};
