import type { Operation } from "../service";
import { RawAnswer } from "../wire/answer";
import { textIn } from "../wire/input";
import { escapeXml } from "../wire/query-xml";
import { invalidRequest } from "./errors";
import { bucketOf } from "./find";

const XML = { "content-type": "application/xml" };
const PAGE = 1000;

/** Versions by key, newest first, at most 1,000 a page. */
export const listObjectVersions: Operation = (call, input) => {
  const bucket = bucketOf(call, input);
  const prefix = textIn(input, "prefix") ?? "";
  const all = Object.keys(bucket.objects)
    .filter((key) => key.startsWith(prefix))
    .sort()
    .flatMap((key) => [...(bucket.objects[key] ?? [])].reverse().map((version) => ({ key, version })));
  const [afterKey, afterVersion] = [textIn(input, "key-marker"), textIn(input, "version-id-marker")];
  const at = all.findIndex(({ key, version }) => key === afterKey && version.versionId === afterVersion) + 1;
  const page = all.slice(at, at + PAGE);
  const last = page.at(-1);
  const next =
    last && at + PAGE < all.length
      ? `<NextKeyMarker>${escapeXml(last.key)}</NextKeyMarker><NextVersionIdMarker>${last.version.versionId}</NextVersionIdMarker>`
      : "";
  const versions = page.map(({ key, version }) => {
    const size = Buffer.byteLength(version.bodyBase64, "base64");
    const at = new Date(version.at).toISOString();
    return `<Version><Key>${escapeXml(key)}</Key><VersionId>${version.versionId}</VersionId><IsLatest>${version === bucket.objects[key]?.at(-1)}</IsLatest><LastModified>${at}</LastModified><ETag>&quot;${version.md5}&quot;</ETag><Size>${size}</Size><StorageClass>STANDARD</StorageClass></Version>`;
  });
  const body = `<ListVersionsResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>${bucket.name}</Name><Prefix>${escapeXml(prefix)}</Prefix><IsTruncated>${next !== ""}</IsTruncated>${next}${versions.join("")}</ListVersionsResult>`;
  return new RawAnswer(200, XML, body);
};

/** Deletes one version for good; deleting one that is not there succeeds, as at S3. */
export const deleteObject: Operation = (call, input) => {
  const bucket = bucketOf(call, input);
  const key = textIn(input, "Key") ?? "";
  const wanted = textIn(input, "versionId");
  if (wanted === undefined)
    throw invalidRequest("The simulator deletes named versions only: it has no delete markers.");
  const left = (Object.hasOwn(bucket.objects, key) ? (bucket.objects[key] ?? []) : []).filter(
    ({ versionId }) => versionId !== wanted,
  );
  if (left.length > 0) bucket.objects[key] = left;
  else delete bucket.objects[key];
  return new RawAnswer(204, { "x-amz-version-id": wanted }, "");
};
