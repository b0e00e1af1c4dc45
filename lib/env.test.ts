import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { masterKeysFromEnv, readEnv } from "./env";

const folder = mkdtempSync(join(tmpdir(), "dlo-env-"));
const file = join(folder, "master-key");
afterAll(() => rmSync(folder, { recursive: true }));

const DATABASE_URL = "postgresql://dlo@127.0.0.1/dlo";
const KEY = Buffer.alloc(32, 1).toString("base64");

test.each([
  ["no master key", {}, /DLO_MASTER_KEY: is missing/],
  ["two of its sources", { DLO_MASTER_KEY: KEY, DLO_MASTER_KEY_FILE: file }, /only one of them/],
  ["a key in KMS without its Region", { DLO_MASTER_KEY_KMS: "AQID" }, /DLO_MASTER_KEY_KMS_REGION/],
])("an environment with %s is refused", (_, env, told) => {
  expect(() => readEnv({ DATABASE_URL, ...env })).toThrow(told);
});

test("everything that is wrong is named at once", () => {
  expect(() => readEnv({ DATABASE_URL: "mysql://" })).toThrow(/DATABASE_URL[\s\S]*DLO_MASTER_KEY/);
});

test("a key file must be its owner's alone", () => {
  writeFileSync(file, `${KEY}\n`, { mode: 0o640 });
  const env = readEnv({ DATABASE_URL, DLO_MASTER_KEY_FILE: file });

  expect(() => masterKeysFromEnv(env)).toThrow(/others than its owner \(mode 640\)\. chmod 600/);
  chmodSync(file, 0o604);
  expect(() => masterKeysFromEnv(env)).toThrow(/mode 604/);
  chmodSync(file, 0o400);
  expect(masterKeysFromEnv(env)?.trim()).toBe(KEY);
});

test("a key file that is not there is named", () => {
  const env = readEnv({ DATABASE_URL, DLO_MASTER_KEY_FILE: join(folder, "nothing") });

  expect(() => masterKeysFromEnv(env)).toThrow(/there is no .*nothing/);
});
