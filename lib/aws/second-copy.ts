import { createHash } from "node:crypto";
import { GetBucketVersioningCommand, HeadObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { type DloError, Forbidden, Unavailable } from "@/lib/core/errors";
import type { CredentialSource, Wire } from "./clients";
import { callUnderWay, countCalls, type UsageCounter } from "./count-calls";
import { eraseVersions } from "./erase-versions";
import { factsOf, kindOf } from "./error-facts";
import type { SecondCopies, StoredCopy } from "./second-copies";

export interface SecondCopyPlace {
  readonly bucket: string;
  readonly region: string;
  /** Before every key; ends with a slash unless it is empty. */
  readonly prefix: string;
}

/**
 * The bucket for second copies, reached with the worker's own credentials. What is written is read back: an object counts
 * only when S3 tells its version, its size and the SHA-256 that we worked out ourselves.
 */
export function secondCopiesOf(
  wire: Wire,
  place: SecondCopyPlace,
  credentials: CredentialSource | undefined,
  usage: UsageCounter,
): SecondCopies {
  const { bucket: Bucket, region, prefix } = place;
  const keyOf = (name: string) => `${prefix}${name}`;
  // Simulators and emulators have no name for each bucket.
  const client = new S3Client({ ...wire.config(region, credentials, 3), forcePathStyle: wire.endpoint !== undefined });
  countCalls(client.middlewareStack);
  const asking = async <T>(action: string, accountId: string, ask: () => Promise<T>): Promise<T> => {
    const underWay = { accountId, region, action, purpose: "vault" as const, usage, bucket: undefined };
    try {
      return await callUnderWay.run(underWay, ask);
    } catch (error) {
      throw failure(error, action, place);
    }
  };
  return {
    bucket: Bucket,
    region,
    keyOf,
    erase: (accountId, key) =>
      eraseVersions(client, { bucket: Bucket, key }, (action, ask) => asking(action, accountId, ask)),
    async versioning(accountId) {
      const answer = await asking("s3:GetBucketVersioning", accountId, () =>
        client.send(new GetBucketVersioningCommand({ Bucket })),
      );
      return answer.Status ?? "Off";
    },
    async put(accountId, name, bytes) {
      const Key = keyOf(name);
      const ChecksumSHA256 = createHash("sha256").update(bytes).digest("base64");
      const put = await asking("s3:PutObject", accountId, () =>
        client.send(
          new PutObjectCommand({ Bucket, Key, Body: bytes, ChecksumSHA256, ContentType: "application/json" }),
        ),
      );
      const head = await asking("s3:GetObjectVersion", accountId, () =>
        client.send(new HeadObjectCommand({ Bucket, Key, VersionId: put.VersionId, ChecksumMode: "ENABLED" })),
      );
      const isWhole = head.ChecksumSHA256 === ChecksumSHA256 && head.ContentLength === bytes.byteLength;
      if (!isWhole) throw unproved(place, Key, "the object is not what was sent");
      if (!put.VersionId || put.VersionId === "null" || head.VersionId !== put.VersionId)
        throw unproved(place, Key, "the bucket keeps no versions");
      return { bucket: Bucket, key: Key, versionId: put.VersionId, checksum: ChecksumSHA256 } satisfies StoredCopy;
    },
  };
}

function unproved({ bucket }: SecondCopyPlace, key: string, why: string): Unavailable {
  return new Unavailable(
    "aws-unavailable",
    `The second copy ${key} in the bucket ${bucket} could not be verified: ${why}.`,
    {
      action: "s3:GetObjectVersion",
      retryable: true,
      fix: `Turn versioning on for the bucket ${bucket}, and let nothing change its objects.`,
    },
  );
}

const ERASING = ["s3:ListBucketVersions", "s3:DeleteObjectVersion"];

function isOfBucket(action: string): boolean {
  return action === "s3:GetBucketVersioning" || action === "s3:ListBucketVersions";
}

function failure(error: unknown, action: string, { bucket, region }: SecondCopyPlace): DloError {
  const facts = factsOf(error);
  const kind = kindOf(facts);
  // An answer to HEAD has no body, so that a refusal is a status and nothing more.
  const isDenied = kind === "denied" || kind === "bad-credentials" || facts.httpStatus === 403;
  if (isDenied)
    return new Forbidden("aws-denied", `The worker's own role may not ${action} on the bucket ${bucket}.`, {
      action,
      fix: `Allow ${action} on ${isOfBucket(action) ? `arn:aws:s3:::${bucket}` : `arn:aws:s3:::${bucket}/*`} to the worker's own role, in the bucket policy too when the bucket is another account's.`,
    });
  const why = facts.names[0] ?? "no answer";
  return new Unavailable(
    "aws-unavailable",
    `The second copy could not be ${ERASING.includes(action) ? "erased" : "made"}: ${action} on the bucket ${bucket} (${why}).`,
    {
      action,
      retryable: true,
      fix: `See whether the bucket ${bucket} exists in ${region} and answers.`,
    },
  );
}
