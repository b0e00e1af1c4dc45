import { member } from "../json";
import type { JsonOpener } from "./layer";

export const recogniseS3Notification: JsonOpener = (text, json) => {
  const records = member(json, "Records");
  const isNotification = Array.isArray(records) && member(records[0], "eventSource") === "aws:s3";
  if (!isNotification && member(json, "Event") !== "s3:TestEvent") return undefined;
  return { layer: { kind: "s3-notification", label: "S3 event notification", text, json } };
};
