import { member, textMember } from "../json";
import { bytesOfBase64 } from "./base64";
import type { JsonOpener } from "./layer";

/** What a subscription of CloudWatch Logs hands to a function: gzip in base64 in one member. */
export const openLogDelivery: JsonOpener = (text, json) => {
  const packed = textMember(member(json, "awslogs"), "data");
  const bytes = packed === undefined ? undefined : bytesOfBase64(packed);
  if (bytes === undefined) return undefined;
  return { layer: { kind: "log-delivery", label: "CloudWatch Logs delivery", text, json }, inner: bytes };
};
