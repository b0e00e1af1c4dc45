import { accessDenied } from "../iam/access-denied";
import type { Call } from "../service";
import { textIn } from "../wire/input";
import { noSuchBucket, noSuchKey, noSuchVersion, otherRegion } from "./errors";
import type { Bucket, ObjectVersion } from "./state";

type Input = Readonly<Record<string, unknown>>;

/** The bucket that a call names, when the caller may do this there. Another account's bucket is denied: none has a policy. */
export function bucketOf(call: Call, input: Input): Bucket {
  const name = textIn(input, "Bucket") ?? "";
  const key = textIn(input, "Key");
  const arn = `arn:aws:s3:::${name}${key === undefined ? "" : `/${key}`}`;
  call.authorize(arn);
  const bucket = call.world.s3.get(name);
  if (!bucket) throw noSuchBucket();
  if (bucket.accountId !== call.accountId)
    throw accessDenied(call.principalArn, call.action, arn, "because no resource-based policy allows it");
  if (bucket.region !== call.region) throw otherRegion();
  return bucket;
}

/** The version that a call names, else the newest. */
export function versionOf(bucket: Bucket, input: Input): ObjectVersion {
  const key = textIn(input, "Key") ?? "";
  const versions = Object.hasOwn(bucket.objects, key) ? bucket.objects[key] : undefined;
  const newest = versions?.at(-1);
  if (!versions || !newest) throw noSuchKey();
  const wanted = textIn(input, "versionId");
  if (wanted === undefined) return newest;
  const version = versions.find(({ versionId }) => versionId === wanted);
  if (!version) throw noSuchVersion();
  return version;
}
