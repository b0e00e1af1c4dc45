import { randomBytes } from "node:crypto";
import { rename, rm, writeFile } from "node:fs/promises";
import { type SealedMasterKeys, sealedMasterKeysOf } from "@/lib/aws/master-keys";
import { type Keyring, openKeyring } from "@/lib/db/keyring";
import { type KeyEnv, masterKeysFromEnv } from "@/lib/env";

/** The master keys that the environment gives, wherever they are kept. KMS is asked with this process's own credentials. */
export async function openKeys(env: KeyEnv): Promise<Keyring> {
  return openKeyring(masterKeysFromEnv(env) ?? (await keysFromKms(env)).join("\n"));
}

/**
 * Writes what KMS opened to a file that its owner alone may read, and returns the ids. Whoever reads the file meanwhile finds
 * the old one or the new one, whole.
 */
export async function writeKeyFile(env: KeyEnv, path: string): Promise<readonly string[]> {
  const keys = await keysFromKms(env);
  const { held } = openKeyring(keys.join("\n"));
  const beside = `${path}.${process.pid}.tmp`;
  try {
    await writeFile(beside, `${keys.join("\n")}\n`, { mode: 0o600, flag: "wx" });
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
  return held;
}

/** A new key and its id: the key itself, or, where a key of KMS is named, what only that can open again. */
export async function newKey(env: KeyEnv, kmsKeyId?: string, region?: string): Promise<{ id: string; shown: string }> {
  if (kmsKeyId === undefined) {
    const key = randomBytes(32).toString("base64");
    return { id: openKeyring(key).held[0], shown: key };
  }
  const kms = kmsOf(env, region ?? regionOf(kmsKeyId) ?? env.DLO_MASTER_KEY_KMS_REGION);
  try {
    const { key, sealed } = await kms.make(kmsKeyId);
    return { id: openKeyring(key).held[0], shown: sealed };
  } finally {
    kms.close();
  }
}

async function keysFromKms(env: KeyEnv): Promise<string[]> {
  const sealed = (env.DLO_MASTER_KEY_KMS ?? "").split(/[\s,]+/).filter(Boolean);
  if (sealed.length === 0) throw new Error("DLO_MASTER_KEY_KMS is not set: dlo admin new-key --kms <key> makes one.");
  const kms = kmsOf(env, env.DLO_MASTER_KEY_KMS_REGION);
  try {
    return await Promise.all(sealed.map((one) => kms.open(one)));
  } finally {
    kms.close();
  }
}

function kmsOf(env: KeyEnv, region: string | undefined): SealedMasterKeys {
  if (region === undefined) throw new Error("DLO_MASTER_KEY_KMS_REGION is missing: the Region of the key in KMS.");
  return sealedMasterKeysOf({ region, endpoint: env.DLO_AWS_ENDPOINT, requireLoopback: env.DLO_MODE === "demo" });
}

function regionOf(arn: string): string | undefined {
  return /^arn:[\w-]+:kms:([a-z0-9-]+):/.exec(arn)?.[1];
}
