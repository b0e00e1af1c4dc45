import { textMember } from "../json";
import type { JsonOpener } from "./layer";

/**
 * What the extended client sends in place of a long body, by its newer class
 * `software.amazon.payloadoffloading.PayloadS3Pointer` or its older `com.amazon.sqs.javamessaging.MessageS3Pointer`.
 */
export const recogniseS3Pointer: JsonOpener = (text, json) => {
  if (!Array.isArray(json) || json.length !== 2 || typeof json[0] !== "string" || !/S3Pointer$/.test(json[0]))
    return undefined;
  const bucket = textMember(json[1], "s3BucketName")?.slice(0, 100) ?? "a bucket";
  const key = textMember(json[1], "s3Key")?.slice(0, 1024);
  const label = `pointer to an object in ${bucket} (S3 extended client)`;
  const object = key === undefined ? `an object in ${bucket}, its key is not named` : `s3://${bucket}/${key}`;
  const note = `The body is in ${object}. It was not fetched: that needs a permission of its own.`;
  return { layer: { kind: "s3-pointer", label, text, json, note } };
};
