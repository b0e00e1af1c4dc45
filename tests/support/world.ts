import { randomBytes } from "node:crypto";
import type { QueueAttributeName } from "@aws-sdk/client-sqs";
import { createAws } from "@/lib/aws";
import type { Ticks } from "@/lib/aws/token-bucket";
import { CHANNELS } from "@/lib/channels";
import type { InputOf, OperationId, OutputOf } from "@/lib/contract";
import { ROLES, type Role } from "@/lib/core/access/capabilities";
import { EVERYTHING, type Scope } from "@/lib/core/access/scope";
import type { Actor } from "@/lib/core/actor";
import { idFrom } from "@/lib/core/ids";
import { findAccount } from "@/lib/db/accounts";
import { connect, type Db } from "@/lib/db/connect";
import { unlock } from "@/lib/db/installation-secret";
import { openKeyring } from "@/lib/db/keyring";
import { execute, sql } from "@/lib/db/query";
import { createLog, type Log } from "@/lib/log";
import { createGuardedAddress } from "@/lib/net/guarded-address";
import { createGuardedFetch } from "@/lib/net/guarded-fetch";
import { operations } from "@/lib/operations";
import type { Ctx, Settings } from "@/lib/operations/context";
import { discoverQueues } from "@/lib/operations/polling/discover-queues";
import { sampleDepth } from "@/lib/operations/polling/sample-depth";
import type { WorkerCtx } from "@/lib/operations/worker-context";
import { startSimulator } from "@/simulator/start";
import { aQueue, type Clients, clientsOf, rootKeys, sim } from "../aws/sim-clients";
import { createTestDatabase, type TestDatabase } from "./database";
import { testMasterKey } from "./template";

export const SHOP = "111111111111";
export const REGION = "eu-central-1";
const HUB = "999999999999";
const settings: Settings = {
  isDemo: false,
  isSimulated: true,
  baseUrl: "http://127.0.0.1",
  undoSeconds: 0,
  observationSeconds: 1,
};
/** An operator named the loopback host, where the servers of tests are. */
const named = { namedHosts: ["127.0.0.1"] };
const waysOut = { outsideFetch: createGuardedFetch(named), outsideAddressOf: createGuardedAddress(named) };
const newId: Ctx["newId"] = (kind) => idFrom(kind, Date.now(), randomBytes(10));

interface OfficeOptions {
  /** How time passes while calls to AWS wait for their turn. */
  readonly ticks?: Ticks;
  /** The product's clock; real time unless told. */
  readonly now?: () => Date;
  readonly settings?: Partial<Settings>;
  readonly database?: TestDatabase;
  readonly log?: Log;
  /** The worker's bucket for second copies. */
  readonly secondCopy?: { readonly bucket: string; readonly region: string; readonly prefix: string };
}

interface WorldOptions extends Omit<OfficeOptions, "now"> {
  /** Calls to AWS wait for their turn by the simulated clock, for tests that let hours pass. */
  readonly isHurried?: boolean;
  /** The simulated clock begins here, and the product goes by it; whoever advances it shifts the database's too. */
  readonly startsAt?: Date;
}

/** A database, a simulated AWS and both halves of the product in this process, wired as the two composition roots do it. */
export async function createWorld({ isHurried, startsAt, ...options }: WorldOptions = {}) {
  const simulator = await startSimulator();
  const { clock } = simulator.world;
  if (startsAt) clock.restore(startsAt.getTime() - Date.now());
  const ticks: Ticks = { nowMs: () => clock.now(), sleep: (ms, signal) => clock.sleep(ms, signal) };
  process.env.AWS_ACCESS_KEY_ID = HUB;
  process.env.AWS_SECRET_ACCESS_KEY = "rehearsal";
  const now = startsAt && (() => new Date(clock.now()));
  const office = await createOffice(simulator.url, { ...options, now, ...(isHurried && { ticks }) });
  return {
    ...office,
    simulator,
    aws: clientsOf(simulator.url, rootKeys(SHOP), REGION),
    async stop() {
      await office.stop();
      await simulator.stop();
    },
  };
}
export type World = Awaited<ReturnType<typeof createWorld>>;

/** Both halves of the product on a database of their own, with whatever stands in for AWS at this address. */
export async function createOffice(endpoint: string, options: OfficeOptions = {}) {
  const database = options.database ?? (await createTestDatabase());
  const webDb = connect({ url: database.webUrl, maxConnections: 4 });
  const workerDb = connect({ url: database.workerUrl, maxConnections: 8 });
  const testDb = connect({ url: database.testUrl, maxConnections: 2 });
  const keyring = openKeyring(testMasterKey);
  await unlock(workerDb, keyring);
  const log = options.log ?? createLog("test", "error");
  const shared = {
    keyring,
    log,
    ip: null,
    idempotencyKey: null,
    settings: { ...settings, ...options.settings },
    now: options.now ?? (() => new Date()),
    newId,
    hashPassword: async () => "hash",
    askProvider: async () => ({ verdict: "unreachable" as const, words: "Nobody answers there.", algorithms: [] }),
  };
  const { secondCopy, ticks } = options;
  const aws = createAws({ endpoint, requireLoopback: true, secondCopy, ticks, log, now: shared.now });
  const stopper = new AbortController();
  const worker = (workerId = "worker-1"): WorkerCtx => ({
    ...shared,
    db: workerDb,
    aws,
    channels: CHANNELS,
    ...waysOut,
    workerId,
    actor: { kind: "worker", id: workerId, name: "worker", capabilities: [], scope: EVERYTHING },
    requestId: newId("request"),
    signal: stopper.signal,
  });
  const web = (role: Role = "admin", more: { scope?: Scope; idempotencyKey?: string } = {}): Ctx => ({
    ...shared,
    db: webDb,
    actor: actorOf(role, more.scope),
    requestId: newId("request"),
    idempotencyKey: more.idempotencyKey ?? null,
  });
  await addPeople(testDb);
  return {
    db: testDb,
    webDb,
    workerDb,
    database,
    worker,
    web,
    /** Asks as this role, exactly as a door would. */
    ask: <K extends OperationId>(
      id: K,
      input: InputOf<K>,
      role: Role = "admin",
      more: { scope?: Scope; idempotencyKey?: string } = {},
    ): Promise<OutputOf<K>> => operations[id](web(role, more), input),
    async stop() {
      stopper.abort();
      aws.close();
      await Promise.all([webDb.$disconnect(), workerDb.$disconnect(), testDb.$disconnect()]);
      await database.drop();
    },
  };
}
export type Office = Awaited<ReturnType<typeof createOffice>>;

function actorOf(role: Role, scope: Scope = EVERYTHING): Actor {
  return { kind: "user", id: `usr_${role}`, name: role, capabilities: [...ROLES[role]], scope };
}

async function addPeople(db: Db): Promise<void> {
  for (const role of Object.keys(ROLES))
    await execute(
      db,
      sql`WITH person AS (INSERT INTO app_user (id, name, email) VALUES (${`usr_${role}`}, ${role}, ${`${role}@test.invalid`}) RETURNING id)
          INSERT INTO access_grant (id, subject_kind, subject, role, selector) SELECT ${`gnt_${role}`}, 'user', id, ${role}, '{"kind":"all"}' FROM person`,
    );
}

export const READ_ACTIONS = [
  "sqs:ListQueues",
  "sqs:GetQueueAttributes",
  "sqs:GetQueueUrl",
  "sqs:ListQueueTags",
  "sqs:ListDeadLetterSourceQueues",
  "sqs:ListMessageMoveTasks",
  "cloudwatch:GetMetricData",
  "cloudwatch:ListMetrics",
  "lambda:ListEventSourceMappings",
];
const INSPECT_ACTIONS = [
  "sqs:ReceiveMessage",
  "sqs:ChangeMessageVisibility",
  "sqs:GetQueueAttributes",
  "sqs:GetQueueUrl",
];
const OPERATE_ACTIONS = [
  ...INSPECT_ACTIONS,
  "sqs:SendMessage",
  "sqs:DeleteMessage",
  "sqs:StartMessageMoveTask",
  "sqs:CancelMessageMoveTask",
  "sqs:ListMessageMoveTasks",
  "sqs:PurgeQueue",
];

export interface ShopOptions {
  readonly isProduction?: boolean;
  readonly isWritable?: boolean;
  readonly operateActions?: readonly string[];
  readonly readActions?: readonly string[];
  readonly regions?: string[];
  readonly awsAccountId?: string;
}

/** Connects an account with its three roles in the simulator; index mode on, writable unless asked otherwise. */
export async function connectShop(
  world: Pick<World, "ask"> & { readonly simulator: { readonly url: string } },
  options: ShopOptions = {},
) {
  const awsAccountId = options.awsAccountId ?? SHOP;
  const role = (name: string) => `arn:aws:iam::${awsAccountId}:role/dlo-${name}`;
  const account = await world.ask("createAccount", {
    awsAccountId,
    name: `shop ${awsAccountId.slice(0, 3)}`,
    environment: options.isProduction ? "prd" : "sat",
    isProduction: options.isProduction ?? false,
    regions: options.regions ?? [REGION],
    defaultMode: "index",
    readRoleArn: role("read"),
    inspectRoleArn: role("inspect"),
    operateRoleArn: role("operate"),
  });
  const trust = {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { AWS: `arn:aws:iam::${HUB}:root` },
        Action: "sts:AssumeRole",
        Condition: { StringEquals: { "sts:ExternalId": account.externalId } },
      },
    ],
  };
  const policy = (actions: readonly string[]) => [
    { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: actions, Resource: "*" }] },
  ];
  await sim(world.simulator.url, "POST", "/setup", {
    roles: [
      { arn: role("read"), trust, policies: policy(options.readActions ?? READ_ACTIONS) },
      { arn: role("inspect"), trust, policies: policy(INSPECT_ACTIONS) },
      { arn: role("operate"), trust, policies: policy(options.operateActions ?? OPERATE_ACTIONS) },
    ],
  });
  if (options.isWritable ?? true) await world.ask("updateAccount", { id: account.id, isWritable: true });
  return account;
}

/** A source queue with its dead-letter queue. */
export async function aQueuePair(
  clients: Clients,
  name: string,
  attributes: Partial<Record<QueueAttributeName, string>> = {},
) {
  const fifo = attributes.FifoQueue === "true" ? ".fifo" : "";
  const base = fifo ? { FifoQueue: "true" } : {};
  const dlqUrl = await aQueue(clients, `${name}-dlq${fifo}`, { ...base });
  const dlqArn = arnOf(dlqUrl);
  const sourceUrl = await aQueue(clients, `${name}${fifo}`, {
    ...base,
    VisibilityTimeout: "0",
    RedrivePolicy: JSON.stringify({ deadLetterTargetArn: dlqArn, maxReceiveCount: 1 }),
    ...attributes,
  });
  return { dlqUrl, dlqArn, sourceUrl, sourceArn: arnOf(sourceUrl) };
}
export function arnOf(queueUrl: string): string {
  const [awsAccountId, name] = new URL(queueUrl).pathname.split("/").filter(Boolean);
  return `arn:aws:sqs:${REGION}:${awsAccountId}:${name}`;
}

/** One round of the pollers for every Region of an account. */
export async function look(world: Office, accountId: string): Promise<void> {
  const account = await findAccount(world.db, accountId);
  if (!account) throw new Error(`no account ${accountId}`);
  for (const region of account.regions) {
    await discoverQueues(world.worker(), { account, region });
    await execute(world.db, sql`UPDATE queue_state SET next_sample_at = dlo_now() WHERE account_id = ${accountId}`);
    await sampleDepth(world.worker(), { account, region });
  }
}
