import {
  DeleteObjectCommand,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandOutput,
  type S3Client,
} from "@aws-sdk/client-s3";
import { Unavailable } from "@/lib/core/errors";

type Asking = <T>(action: string, ask: () => Promise<T>) => Promise<T>;
interface Place {
  readonly bucket: string;
  readonly key: string;
}

/** Deletes every version of one object, delete markers too, and throws when one is left. */
export async function eraseVersions(client: S3Client, place: Place, asking: Asking): Promise<void> {
  const { bucket: Bucket, key: Key } = place;
  for (const VersionId of await versionsOf(client, place, asking))
    await asking("s3:DeleteObjectVersion", () => client.send(new DeleteObjectCommand({ Bucket, Key, VersionId })));
  const left = await versionsOf(client, place, asking);
  if (left.length > 0)
    throw new Unavailable("aws-unavailable", `The second copy ${Key} was written again while it was erased.`, {
      action: "s3:DeleteObjectVersion",
      retryable: true,
    });
}

/** A prefix finds longer keys too: only this very key counts. */
async function versionsOf(client: S3Client, { bucket: Bucket, key: Prefix }: Place, asking: Asking): Promise<string[]> {
  const found: string[] = [];
  let from: Pick<ListObjectVersionsCommandOutput, "NextKeyMarker" | "NextVersionIdMarker"> = {};
  do {
    const { NextKeyMarker: KeyMarker, NextVersionIdMarker: VersionIdMarker } = from;
    const answer = await asking("s3:ListBucketVersions", () =>
      client.send(new ListObjectVersionsCommand({ Bucket, Prefix, KeyMarker, VersionIdMarker })),
    );
    const all = [...(answer.Versions ?? []), ...(answer.DeleteMarkers ?? [])];
    found.push(...all.flatMap(({ Key, VersionId }) => (Key === Prefix && VersionId ? [VersionId] : [])));
    from = answer.IsTruncated ? answer : {};
  } while (from.NextKeyMarker !== undefined);
  return found;
}
