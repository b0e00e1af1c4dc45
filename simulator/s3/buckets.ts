import { AwsError } from "../aws-error";
import type { Call, Operation } from "../service";
import { RawAnswer } from "../wire/answer";
import { textIn } from "../wire/input";
import { malformedXml } from "./errors";
import { bucketOf } from "./find";

const NAME = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
const XML = { "content-type": "application/xml" };

export const createBucket: Operation = (call, input) => {
  const name = textIn(input, "Bucket") ?? "";
  call.authorize(`arn:aws:s3:::${name}`);
  if (!NAME.test(name)) throw new AwsError("InvalidBucketName", "The specified bucket is not valid.");
  refuseTaken(call, name);
  const { accountId, region, world } = call;
  world.s3.put({ name, accountId, region, createdAt: world.clock.now(), versioning: undefined, objects: {} });
  return new RawAnswer(200, { location: `/${name}` }, "");
};

function refuseTaken(call: Call, name: string): void {
  const taken = call.world.s3.get(name);
  if (!taken) return;
  if (taken.accountId === call.accountId)
    throw new AwsError(
      "BucketAlreadyOwnedByYou",
      "Your previous request to create the named bucket succeeded and you already own it.",
      { status: 409 },
    );
  throw new AwsError("BucketAlreadyExists", "The requested bucket name is not available.", { status: 409 });
}

export const putBucketVersioning: Operation = (call, input) => {
  const bucket = bucketOf(call, input);
  const [, status] = /<Status>\s*(Enabled|Suspended)\s*<\/Status>/.exec(String(input.VersioningConfiguration)) ?? [];
  if (status !== "Enabled" && status !== "Suspended") throw malformedXml();
  bucket.versioning = status;
  return new RawAnswer(200, {}, "");
};

export const getBucketVersioning: Operation = (call, input) => {
  const { versioning } = bucketOf(call, input);
  const status = versioning ? `<Status>${versioning}</Status>` : "";
  const body = `<VersioningConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${status}</VersioningConfiguration>`;
  return new RawAnswer(200, XML, body);
};
