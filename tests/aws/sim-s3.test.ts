import { createHash } from "node:crypto";
import { request as httpRequest } from "node:http";
import {
  CreateBucketCommand,
  GetBucketVersioningCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Simulator, startSimulator } from "@/simulator/start";
import { signature } from "./raw-request";
import { ACCOUNT, errorOf, OTHER_ACCOUNT, REGION, rootKeys, sim } from "./sim-clients";

let simulator: Simulator;
let s3: S3Client;
beforeEach(async () => {
  simulator = await startSimulator();
  s3 = clientOf();
  await s3.send(new CreateBucketCommand({ Bucket }));
});
afterEach(() => simulator.stop());

const Bucket = "copies";
const clientOf = (account = ACCOUNT, region = REGION, endpoint = simulator.url) =>
  new S3Client({ endpoint, region, credentials: rootKeys(account), maxAttempts: 1 });
const sha256 = (text: string) => createHash("sha256").update(text).digest("base64");
const versioned = () =>
  s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: "Enabled" } }));
const put = (Body: string, more: object = {}) =>
  s3.send(new PutObjectCommand({ Bucket, Key: "a/b.json", Body, ...more }));

test("a versioned bucket keeps every version of an object with its checksum and metadata", async () => {
  await versioned();
  const first = await put("one", { ChecksumSHA256: sha256("one"), Metadata: { queue: "orders-dlq" } });
  await put("two");

  const head = await s3.send(
    new HeadObjectCommand({ Bucket, Key: "a/b.json", VersionId: first.VersionId, ChecksumMode: "ENABLED" }),
  );
  const newest = await s3.send(new GetObjectCommand({ Bucket, Key: "a/b.json" }));

  expect(head).toMatchObject({
    VersionId: first.VersionId,
    ChecksumSHA256: sha256("one"),
    ContentLength: 3,
    Metadata: { queue: "orders-dlq" },
  });
  expect(await newest.Body?.transformToString()).toBe("two");
  expect(newest.VersionId).not.toBe(first.VersionId);
});

test("a bucket says whether it is versioned, and gives no version ids before it is", async () => {
  const before = await s3.send(new GetBucketVersioningCommand({ Bucket }));
  const plain = await put("one");
  await versioned();

  expect(before.Status).toBeUndefined();
  expect(plain.VersionId).toBeUndefined();
  expect((await s3.send(new GetBucketVersioningCommand({ Bucket }))).Status).toBe("Enabled");
});

test("a body that is not what its checksum says is refused and not kept", async () => {
  const error = await errorOf(put("one", { ChecksumSHA256: sha256("two") }));
  const head = await errorOf(s3.send(new HeadObjectCommand({ Bucket, Key: "a/b.json" })));

  expect(error.name).toBe("BadDigest");
  expect(head).toMatchObject({ name: "NotFound", $metadata: { httpStatusCode: 404 } });
});

test("another account, another Region and an absent bucket are told apart", async () => {
  const ask = (client: S3Client, name = Bucket) =>
    errorOf(client.send(new GetBucketVersioningCommand({ Bucket: name })));

  expect((await ask(clientOf(OTHER_ACCOUNT))).name).toBe("AccessDenied");
  expect((await ask(clientOf(ACCOUNT, "eu-west-1"))).name).toBe("PermanentRedirect");
  expect((await ask(s3, "nowhere")).name).toBe("NoSuchBucket");
});

test("buckets are reached in the host as well as in the path", async () => {
  const headers = { host: `${Bucket}.localhost`, authorization: signature("s3") };
  const status = await new Promise((resolve, reject) => {
    const asking = httpRequest(`${simulator.url}/?versioning`, { headers }, ({ statusCode }) => resolve(statusCode));
    asking.on("error", reject);
    asking.end();
  });

  expect(status).toBe(200);
});

test("calls are counted, and faults strike them in S3's form", async () => {
  await sim(simulator.url, "POST", "/faults", { operation: "s3:PutObject", kind: "throttle", until: 1 });
  const error = await errorOf(put("one"));
  await put("one");
  const { body } = await sim(simulator.url, "GET", "/usage");

  expect(error).toMatchObject({ name: "SlowDown", $metadata: { httpStatusCode: 503 } });
  expect(body.calls).toContainEqual({
    action: "s3:PutObject",
    accountId: ACCOUNT,
    region: REGION,
    calls: 2,
    errors: 1,
  });
});
