import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateKeyCommand, EncryptCommand, KMSClient } from "@aws-sdk/client-kms";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { createWeb } from "@/app/_http/context";
import { main } from "@/jobs/cli/main";
import { openKeys } from "@/jobs/master-keys";
import { openKeyring } from "@/lib/db/keyring";
import { readEnv } from "@/lib/env";
import { type Simulator, startSimulator } from "@/simulator/start";
import { ACCOUNT, allow, REGION, rootKeys, sim } from "../../aws/sim-clients";

const folder = mkdtempSync(join(tmpdir(), "dlo-kms-"));
const file = join(folder, "master-key");
const DATABASE_URL = "postgresql://dlo@127.0.0.1/dlo";
const CLERK = "AKIACLERK00000000001";
let simulator: Simulator;
let kms: KMSClient;
let kmsKeyArn: string;
beforeAll(async () => {
  simulator = await startSimulator();
  kms = new KMSClient({ endpoint: simulator.url, region: REGION, credentials: rootKeys(ACCOUNT) });
  kmsKeyArn = (await kms.send(new CreateKeyCommand({}))).KeyMetadata?.Arn ?? "";
  const clerk = { arn: `arn:aws:iam::${ACCOUNT}:user/clerk`, accessKeyId: CLERK };
  await sim(simulator.url, "POST", "/setup", { users: [{ ...clerk, policies: [allow("kms:GenerateDataKey")] }] });
  as(ACCOUNT);
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "rehearsal");
  vi.stubEnv("DLO_AWS_ENDPOINT", simulator.url);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
  await simulator.stop();
});

const as = (accessKeyId: string) => vi.stubEnv("AWS_ACCESS_KEY_ID", accessKeyId);

async function dlo(...args: string[]) {
  const said: string[] = [];
  const warned: string[] = [];
  const io = { ask: async () => null, readInput: async () => "" };
  const code = await main(
    args,
    {},
    { ...io, print: (text) => void said.push(text), warn: (text) => void warned.push(text) },
  );
  return { code, out: said.join("\n"), err: warned.join("\n") };
}
const envWith = (more: Record<string, string>) =>
  readEnv({ DATABASE_URL, DLO_AWS_ENDPOINT: simulator.url, DLO_MASTER_KEY_KMS_REGION: REGION, ...more });

test("a key that KMS sealed opens in the worker, and for the web as a file that its owner alone may read", async () => {
  const made = [await dlo("admin", "new-key", "--kms", kmsKeyArn), await dlo("admin", "new-key", "--kms", kmsKeyArn)];
  const ids = made.map(({ err }) => /mk_\w+/.exec(err)?.[0]);
  const sealed = made.map(({ out }) => out).join(",");
  vi.stubEnv("DLO_MASTER_KEY_KMS", sealed);
  vi.stubEnv("DLO_MASTER_KEY_KMS_REGION", REGION);
  writeFileSync(file, "older");

  const written = await dlo("admin", "decrypt-key", "--out", file);

  expect(written).toMatchObject({ code: 0, out: "", err: `${file} holds ${ids.join(", ")}.` });
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(openKeyring(readFileSync(file, "utf8")).held).toEqual(ids);
  expect((await openKeys(envWith({ DLO_MASTER_KEY_KMS: sealed }))).held).toEqual(ids);
  expect((await openKeys(envWith({ DLO_MASTER_KEY_FILE: file }))).held).toEqual(ids);
  expect(() => createWeb(envWith({ DLO_MASTER_KEY_KMS: sealed }))).toThrow(/is for the worker.*decrypt-key/);
});

test("whoever may not decrypt is told the action, and what KMS did not seal for us does not open", async () => {
  const { out: sealed } = await dlo("admin", "new-key", "--kms", kmsKeyArn);
  const Plaintext = Buffer.alloc(32, 1);
  const other = await kms.send(new EncryptCommand({ KeyId: kmsKeyArn, Plaintext, EncryptionContext: { app: "x" } }));
  const open = (blob: string) => openKeys(envWith({ DLO_MASTER_KEY_KMS: blob }));

  await expect(open(Buffer.from(other.CiphertextBlob ?? []).toString("base64"))).rejects.toThrow(
    /InvalidCiphertextException.*dlo admin new-key/,
  );
  as(CLERK);
  await expect(open(sealed)).rejects.toThrow(/refused kms:Decrypt.*not authorized to perform: kms:Decrypt/);
  as(ACCOUNT);
});

test("without KMS a key is made and printed, and nothing is asked", async () => {
  const { code, out, err } = await dlo("admin", "new-key");

  expect(code).toBe(0);
  expect(err).toContain(openKeyring(out).held[0]);
  expect(await dlo("admin", "new-key", "--region", REGION)).toMatchObject({ code: 1 });
});
