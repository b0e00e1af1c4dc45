import { randomBytes, randomUUID } from "node:crypto";
import { hostname } from "node:os";
import { setTimeout } from "node:timers/promises";
import { createAws } from "@/lib/aws";
import { CHANNELS } from "@/lib/channels";
import { EVERYTHING } from "@/lib/core/access/scope";
import type { Actor } from "@/lib/core/actor";
import { idFrom } from "@/lib/core/ids";
import { findAccount, listTargets } from "@/lib/db/accounts";
import { type AuditWriter, appendAudit } from "@/lib/db/audit";
import { connect, type Db } from "@/lib/db/connect";
import { unlock } from "@/lib/db/installation-secret";
import { connectionName } from "@/lib/db/key-holders";
import type { Keyring } from "@/lib/db/keyring";
import { listen } from "@/lib/db/listen";
import { masterKeyRefusal } from "@/lib/db/master-key";
import { insertNotice } from "@/lib/db/notices";
import { notePollEnded, notePollStarted, type PollerPlace, type PollerStart } from "@/lib/db/pollers";
import { execute, sql } from "@/lib/db/query";
import { forgetListHashes } from "@/lib/db/resources";
import { interruptRestoredRuns } from "@/lib/db/restored";
import { checkSchema, knownMigrations, schemaRefusal } from "@/lib/db/schema-version";
import type { Env } from "@/lib/env";
import type { Log } from "@/lib/log";
import { createGuardedAddress } from "@/lib/net/guarded-address";
import { createGuardedFetch } from "@/lib/net/guarded-fetch";
import type { Target } from "@/lib/operations/polling/target";
import type { WorkerCtx } from "@/lib/operations/worker-context";
import { openKeys } from "./master-keys";

const DATABASE_WAIT_MS = 30_000;

/** What the worker's clocks need of the layers below: they import none of them themselves. */
export interface WorkerRoot {
  readonly env: Env;
  readonly log: Log;
  readonly workerId: string;
  /** The database role that connections take after login; undefined when the login has it already. */
  readonly databaseRole: "dlo_worker" | undefined;
  /** A context for one piece of work, with a request id of its own. */
  ctx(signal: AbortSignal): WorkerCtx;
  targets(): Promise<Target[]>;
  /** Undefined when the account was removed or no longer has this Region. */
  findTarget(accountId: string, region: string): Promise<Target | undefined>;
  notePollStarted(start: Omit<PollerStart, "worker">): Promise<void>;
  notePollEnded(place: PollerPlace, end: { tookMs: number; error: string | null }): Promise<void>;
  /** Has the next rounds read all settings of an account again, also where its lists show nothing new. */
  rereadInventory(accountId: string): Promise<void>;
  /** Calls `onIntent` with the JSON payload of each wish that was committed, and `onGap` when some may have been missed. */
  listenForIntents(onIntent: (payload: string) => void, onGap: () => void): { close(): Promise<void> };
  /** Throws unless the database answers. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** Opens everything the worker works with. Throws, with what to do, on an unknown schema or another master key. */
export async function openWorker(env: Env, log: Log): Promise<WorkerRoot> {
  const databaseRole = env.DATABASE_ROLE === "set" ? "dlo_worker" : undefined;
  const keyring = await openKeys(env);
  const db = connect({ url: env.DATABASE_URL, role: databaseRole, name: connectionName("worker", keyring) });
  const requireLoopback = env.DLO_MODE === "demo";
  const aws = createAws({
    endpoint: env.DLO_AWS_ENDPOINT,
    requireLoopback,
    secondCopy: secondCopyOf(env),
    log,
    now: () => new Date(),
  });
  const close = async () => {
    aws.close();
    await db.$disconnect();
  };
  const refusal = await whenAnswering(() => startRefusal(db, keyring));
  if (refusal) {
    await close();
    throw new Error(refusal);
  }
  await unlock(db, keyring);
  const workerId = `${hostname()}:${process.pid}:${randomUUID().slice(0, 8)}`;
  const own = { workerId, actor: workerActor(workerId), allowsPurge: env.DLO_ALLOW_PURGE === "yes" };
  const shared = { db, keyring, aws, ...own, ...outsideWorld(env, log), ...waysOut(env) };
  await noteRestored(db, log, { ...shared, requestId: shared.newId("request") });
  return {
    env,
    log,
    workerId,
    databaseRole,
    ctx: (signal) => ({ ...shared, requestId: shared.newId("request"), signal }),
    targets: () => listTargets(db),
    async findTarget(accountId, region) {
      const account = await findAccount(db, accountId);
      return account?.regions.includes(region) ? { account, region } : undefined;
    },
    notePollStarted: (start) => notePollStarted(db, { ...start, worker: workerId }),
    notePollEnded: (place, end) => notePollEnded(db, place, end),
    rereadInventory: (accountId) => forgetListHashes(db, accountId),
    listenForIntents: (onIntent, onGap) => {
      const onBreak = (err: unknown) => log.warn({ err }, "the connection for intents broke; connecting again");
      return listen(env.DATABASE_URL, databaseRole, ["dlo_intent"], (_, payload) => onIntent(payload), onBreak, onGap);
    },
    ping: async () => {
      await execute(db, sql`SELECT 1`);
    },
    close,
  };
}

function secondCopyOf(env: Env) {
  const { DLO_SECOND_COPY_BUCKET: bucket, DLO_SECOND_COPY_REGION: region, DLO_SECOND_COPY_PREFIX: prefix } = env;
  if (bucket === undefined) return undefined;
  if (region === undefined) throw new Error("DLO_SECOND_COPY_BUCKET is set, so DLO_SECOND_COPY_REGION must be too.");
  return { bucket, region, prefix };
}

/** What a restore interrupted is in the audit log like any other end of a run, and whoever asked for it is told. */
async function noteRestored(db: Db, log: Log, by: AuditWriter & Pick<WorkerCtx, "newId">): Promise<void> {
  for (const run of await interruptRestoredRuns(db)) {
    log.warn({ runId: run.id }, "the database was restored from a backup: an open run is interrupted");
    const { id, accountId, region } = run;
    await appendAudit(db, by, {
      action: "run.interrupted",
      objectKind: "run",
      objectId: id,
      runId: id,
      accountId,
      region,
    });
    const text = `R-${run.number} was interrupted: the database was restored from a backup, and what the run did since is unknown.`;
    await insertNotice(db, { id: by.newId("notice"), runId: id, kind: "run-interrupted", text });
  }
}

/** A database often starts together with us; it gets half a minute. */
async function whenAnswering(ask: () => Promise<string | undefined>): Promise<string | undefined> {
  for (const deadline = Date.now() + DATABASE_WAIT_MS; ; ) {
    try {
      return await ask();
    } catch (error) {
      if (Date.now() > deadline) return `The database does not answer: ${String(error)}`;
    }
    await setTimeout(1000);
  }
}

async function startRefusal(db: Db, keyring: Keyring): Promise<string | undefined> {
  const verdict = await checkSchema(db, knownMigrations());
  return schemaRefusal(verdict) ?? masterKeyRefusal(db, keyring);
}

/** The clock, chance and settings: all that an operation may not take for itself. */
function outsideWorld(env: Env, log: Log) {
  return {
    log,
    ip: null,
    idempotencyKey: null,
    settings: {
      isDemo: env.DLO_MODE === "demo",
      isSimulated: env.DLO_AWS_ENDPOINT !== undefined,
      baseUrl: env.DLO_BASE_URL,
      undoSeconds: env.DLO_UNDO_SECONDS,
      observationSeconds: env.DLO_OBSERVATION_SECONDS,
    },
    now: () => new Date(),
    newId: (kind: Parameters<WorkerCtx["newId"]>[0]) => idFrom(kind, Date.now(), randomBytes(10)),
    hashPassword: async () => {
      throw new Error("The worker keeps no passwords.");
    },
    askProvider: async () => {
      throw new Error("The worker signs nobody in.");
    },
  };
}

/** How channels are spoken, and the guarded ways to where they are. */
function waysOut(env: Env) {
  const ownMachine = env.DLO_MODE === "demo" ? ["127.0.0.1", "localhost"] : [];
  const namedHosts = [...env.DLO_ALLOWED_PRIVATE_HOSTS, ...ownMachine];
  return {
    channels: CHANNELS,
    outsideFetch: createGuardedFetch({ namedHosts }),
    outsideAddressOf: createGuardedAddress({ namedHosts }),
  };
}

function workerActor(workerId: string): Actor {
  return { kind: "worker", id: workerId, name: "worker", capabilities: [], scope: EVERYTHING };
}
