import {
  CreateKeyCommand,
  DecryptCommand,
  DescribeKeyCommand,
  EncryptCommand,
  GenerateDataKeyCommand,
  KMSClient,
} from "@aws-sdk/client-kms";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Simulator, startSimulator } from "@/simulator/start";
import type { Site } from "./battery/site";
import { motoSubject } from "./battery/subjects/moto";
import { ACCOUNT, allow, errorOf, OTHER_ACCOUNT, REGION, rootKeys, sim } from "./sim-clients";

let simulator: Simulator;
const moto = await motoSubject();
beforeAll(async () => {
  simulator = await startSimulator();
});
afterAll(() => Promise.all([simulator.stop(), moto?.stop()]));

const EncryptionContext = { dlo: "master-key", place: "here" };
const kmsOf = (accountId = ACCOUNT, region = REGION) =>
  new KMSClient({ endpoint: simulator.url, region, credentials: rootKeys(accountId), maxAttempts: 1 });

async function aKey(kms: KMSClient) {
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({ Description: "a key" }));
  return { KeyId: KeyMetadata?.KeyId ?? "", arn: KeyMetadata?.Arn ?? "" };
}

/** What a key does, asked of whoever answers. */
async function answersOf(kms: KMSClient) {
  const { KeyId, arn } = await aKey(kms);
  const made = await kms.send(new GenerateDataKeyCommand({ KeyId, KeySpec: "AES_256", EncryptionContext }));
  const CiphertextBlob = made.CiphertextBlob ?? Buffer.alloc(0);
  const decrypt = (more: object) => kms.send(new DecryptCommand({ CiphertextBlob, EncryptionContext, ...more }));
  const opened = await decrypt({ EncryptionContext: { place: "here", dlo: "master-key" } });
  const altered = Buffer.from(CiphertextBlob);
  altered[altered.length - 1] = (altered.at(-1) ?? 0) ^ 1;
  const sealed = await kms.send(new EncryptCommand({ KeyId: arn, Plaintext: Buffer.from("hello") }));
  const hello = await kms.send(new DecryptCommand({ CiphertextBlob: sealed.CiphertextBlob, KeyId }));
  const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId: arn }));
  const other = await aKey(kms);
  return {
    plainBytes: made.Plaintext?.length,
    isSame: Buffer.from(opened.Plaintext ?? []).equals(made.Plaintext ?? Buffer.alloc(1)),
    isOfKey: opened.KeyId === arn && made.KeyId === arn,
    hello: Buffer.from(hello.Plaintext ?? []).toString(),
    described: [KeyMetadata?.Arn === arn, KeyMetadata?.KeyState, KeyMetadata?.KeySpec],
    otherContext: (await errorOf(decrypt({ EncryptionContext: { dlo: "master-key" } }))).name,
    altered: (await errorOf(decrypt({ CiphertextBlob: altered }))).name,
    noBlob: (await errorOf(decrypt({ CiphertextBlob: Buffer.from("hello") }))).name,
    otherKey: (await errorOf(decrypt({ KeyId: other.KeyId }))).name,
    unknownKey: (await errorOf(kms.send(new DescribeKeyCommand({ KeyId: "00000000-0000-4000-8000-000000000000" }))))
      .name,
    noSpec: (await errorOf(kms.send(new GenerateDataKeyCommand({ KeyId })))).name,
  };
}

const EXPECTED = {
  plainBytes: 32,
  isSame: true,
  isOfKey: true,
  hello: "hello",
  described: [true, "Enabled", "SYMMETRIC_DEFAULT"],
  otherContext: "InvalidCiphertextException",
  altered: "InvalidCiphertextException",
  noBlob: "InvalidCiphertextException",
  otherKey: "IncorrectKeyException",
  unknownKey: "NotFoundException",
  noSpec: "ValidationException",
};

test("a data key opens under its key and context, and under no other", async () => {
  expect(await answersOf(kmsOf())).toEqual(EXPECTED);
});

describe.skipIf(!moto)("moto (skipped where moto_server is not on the path)", () => {
  test("moto answers the same, but for another key, where the model names IncorrectKeyException", async () => {
    const site = (await moto?.open()) as Site;
    const { endpoint, region, keys: credentials } = site;

    const seen = await answersOf(new KMSClient({ endpoint, region, credentials, maxAttempts: 1 }));

    expect(seen).toEqual({ ...EXPECTED, otherKey: "AccessDeniedException" });
  });
});

test("a key is found in its own account and Region only", async () => {
  const { arn } = await aKey(kmsOf());
  const { CiphertextBlob } = await kmsOf().send(new EncryptCommand({ KeyId: arn, Plaintext: Buffer.from("x") }));
  const open = (kms: KMSClient) => errorOf(kms.send(new DecryptCommand({ CiphertextBlob })));

  expect((await open(kmsOf(OTHER_ACCOUNT))).name).toBe("AccessDeniedException");
  expect((await open(kmsOf(ACCOUNT, "eu-west-1"))).message).toMatch(/does not exist in this region/);
});

test("whoever may decrypt may not seal, unless a policy says so", async () => {
  const { arn } = await aKey(kmsOf());
  const user = { arn: `arn:aws:iam::${ACCOUNT}:user/opener`, accessKeyId: "AKIAOPENER0000000001" };
  await sim(simulator.url, "POST", "/setup", { users: [{ ...user, policies: [allow("kms:Decrypt", arn)] }] });
  const credentials = { accessKeyId: user.accessKeyId, secretAccessKey: "rehearsal" };
  const opener = new KMSClient({ endpoint: simulator.url, region: REGION, credentials, maxAttempts: 1 });
  const { CiphertextBlob } = await kmsOf().send(new EncryptCommand({ KeyId: arn, Plaintext: Buffer.from("x") }));

  const opened = await opener.send(new DecryptCommand({ CiphertextBlob }));
  const refused = await errorOf(opener.send(new EncryptCommand({ KeyId: arn, Plaintext: Buffer.from("x") })));

  expect(Buffer.from(opened.Plaintext ?? []).toString()).toBe("x");
  expect(refused).toMatchObject({ name: "AccessDeniedException", message: expect.stringMatching(/kms:Encrypt/) });
});

test("keys survive a snapshot", async () => {
  const { arn } = await aKey(kmsOf());
  const { CiphertextBlob } = await kmsOf().send(new EncryptCommand({ KeyId: arn, Plaintext: Buffer.from("x") }));
  const { body } = await sim(simulator.url, "GET", "/snapshot");
  await sim(simulator.url, "POST", "/load", body);

  const { Plaintext } = await kmsOf().send(new DecryptCommand({ CiphertextBlob }));

  expect(Buffer.from(Plaintext ?? []).toString()).toBe("x");
});
