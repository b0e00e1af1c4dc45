import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { hostname, userInfo } from "node:os";
import { loadEnvFile } from "node:process";
import { EVERYTHING } from "@/lib/core/access/scope";
import type { Actor } from "@/lib/core/actor";
import { type IdKind, idFrom } from "@/lib/core/ids";
import { connect, type Db } from "@/lib/db/connect";
import { unlock } from "@/lib/db/installation-secret";
import type { Keyring } from "@/lib/db/keyring";
import { masterKeyRefusal } from "@/lib/db/master-key";
import { checkSchema, knownMigrations, schemaRefusal } from "@/lib/db/schema-version";
import { readEnv, readKeyEnv } from "@/lib/env";
import { openKeys } from "./master-keys";

/** What `dlo admin` works with: the database with one process's rights, and the keys that the environment gives. */
export type Admin = Awaited<ReturnType<typeof openAdmin>>;

/**
 * For commands on the machine itself. They read the environment and `.env` as the processes do, and are audited under the
 * name of whoever is logged in here. `role`: whose rights it takes, where the login may take either. Throws when a key is
 * lacking, unless it `isLocked`: then there are no secrets, and nothing can be audited.
 */
export async function openAdmin(role: "dlo_web" | "dlo_worker", { isLocked = false } = {}) {
  readEnvFile();
  const env = readEnv();
  const keyring = await openKeys(env);
  const db = connect({ url: env.DATABASE_URL, role: env.DATABASE_ROLE === "set" ? role : undefined });
  const actor = localAdmin();
  const close = () => db.$disconnect();
  try {
    const refusal = schemaRefusal(await checkSchema(db, knownMigrations()));
    if (refusal) throw new Error(refusal);
    if (!isLocked) await unlockOrThrow(db, keyring);
  } catch (error) {
    await close();
    throw error;
  }
  const newId = (kind: IdKind) => idFrom(kind, Date.now(), randomBytes(10));
  return { env, db, keyring, actor, newId, requestId: newId("request"), ip: null, now: () => new Date(), close };
}

/** What the environment says of keys, for commands that need no database. */
export function keyEnv() {
  readEnvFile();
  return readKeyEnv();
}

async function unlockOrThrow(db: Db, keyring: Keyring): Promise<void> {
  const refusal = await masterKeyRefusal(db, keyring);
  if (refusal) throw new Error(refusal);
  await unlock(db, keyring);
}

function readEnvFile(): void {
  if (existsSync(".env")) loadEnvFile(".env");
}

/** Whoever can log in here and read the keys: no capability of the office decides over them. */
function localAdmin(): Actor {
  const name = `${userInfo().username}@${hostname()}`;
  return { kind: "setup", id: `local:${name}`, name: `dlo admin: ${name}`, capabilities: [], scope: EVERYTHING };
}
