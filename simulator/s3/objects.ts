import type { Call, Operation } from "../service";
import { RawAnswer } from "../wire/answer";
import { textIn } from "../wire/input";
import { checksumHeaders, checksumsOf, md5Of } from "./checksums";
import { invalidRequest } from "./errors";
import { bucketOf, versionOf } from "./find";
import type { Bucket, ObjectVersion } from "./state";

const LONGEST_KEY_BYTES = 1024;

export const putObject: Operation = (call, input) => {
  const bucket = bucketOf(call, input);
  const key = textIn(input, "Key") ?? "";
  if (Buffer.byteLength(key) > LONGEST_KEY_BYTES) throw invalidRequest("Your key is too long");
  if (textIn(input, "ContentEncoding")?.includes("aws-chunked"))
    throw invalidRequest("The simulator does not read aws-chunked bodies.");
  const body = Buffer.isBuffer(input.Body) ? input.Body : Buffer.alloc(0);
  const version: ObjectVersion = {
    versionId: bucket.versioning === "Enabled" ? call.world.uuid().replaceAll("-", "") : "null",
    at: call.world.clock.now(),
    bodyBase64: body.toString("base64"),
    md5: md5Of(body).digest("hex"),
    checksums: checksumsOf(input, body),
    contentType: textIn(input, "ContentType") ?? "binary/octet-stream",
    metadata: metadataOf(input),
  };
  keep(bucket, key, version);
  return new RawAnswer(200, { ...checksumHeaders(version.checksums), ...namesOf(bucket, version) }, "");
};

/** Without versioning the new object takes the place of the one called `null`. */
function keep(bucket: Bucket, key: string, version: ObjectVersion): void {
  const before = Object.hasOwn(bucket.objects, key) ? (bucket.objects[key] ?? []) : [];
  bucket.objects[key] = [...before.filter(({ versionId }) => versionId !== version.versionId), version];
}

export const headObject: Operation = (call, input) => answerWith(call, input);
export const getObject: Operation = (call, input) => answerWith(call, input);

function answerWith(call: Call, input: Readonly<Record<string, unknown>>): RawAnswer {
  const bucket = bucketOf(call, input);
  const version = versionOf(bucket, input);
  const wantsChecksums = textIn(input, "ChecksumMode")?.toUpperCase() === "ENABLED";
  const metadata = Object.entries(version.metadata).map(([name, value]) => [`x-amz-meta-${name}`, value]);
  const headers = {
    "content-type": version.contentType,
    "last-modified": new Date(version.at).toUTCString(),
    ...Object.fromEntries(metadata),
    ...(wantsChecksums ? checksumHeaders(version.checksums) : {}),
    ...namesOf(bucket, version),
  };
  return new RawAnswer(200, headers, Buffer.from(version.bodyBase64, "base64"));
}

function namesOf(bucket: Bucket, { md5, versionId }: ObjectVersion): Record<string, string> {
  return { etag: `"${md5}"`, ...(bucket.versioning ? { "x-amz-version-id": versionId } : {}) };
}

function metadataOf(input: Readonly<Record<string, unknown>>): Record<string, string> {
  const { Metadata: given } = input;
  if (typeof given !== "object" || given === null) return {};
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [name, String(value)]));
}
