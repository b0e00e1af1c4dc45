import { CreateArchiveCommand, DescribeReplayCommand, ListReplaysCommand } from "@aws-sdk/client-eventbridge";
import { PurgeQueueCommand } from "@aws-sdk/client-sqs";
import type { InputOf } from "@/lib/contract";
import { ROLE_ACTIONS } from "@/lib/core/iam/role-policies";
import { execute, sql } from "@/lib/db/query";
import { forgetListHashes } from "@/lib/db/resources";
import { collectReplays } from "@/lib/operations/replays/collect-replays";
import { driveRun } from "@/lib/operations/runs/drive";
import { sim } from "../../aws/sim-clients";
import { arnOfBus, type Party, partyOf } from "../../aws/sim-events-clients";
import { connectShop, createWorld, REGION, SHOP, type ShopOptions } from "../../support/world";
import { collect, placeOf, READ } from "../inventory/graph-world";

const OPERATE: readonly string[] = Object.values(ROLE_ACTIONS.operate).flat();
const MINUTE_MS = 60_000;
/** Events lie two hours back, on a whole minute. */
export const START = Math.floor((Date.now() - 120 * MINUTE_MS) / MINUTE_MS) * MINUTE_MS;
export const minute = (n: number) => new Date(START + n * MINUTE_MS).toISOString();
export const QUEUES = ["orders", "audit", "mail"] as const;

/** A shop with three rules on its default bus, each with a queue, and an archive that holds `count` events, one a minute. */
export async function aReplayWorld({ count = 5, ...options }: ShopOptions & { readonly count?: number } = {}) {
  const world = await createWorld();
  const account = await connectShop(world, { readActions: READ, operateActions: OPERATE, ...options });
  const party = partyOf(world.simulator, SHOP, REGION);
  await party.events.send(
    new CreateArchiveCommand({ ArchiveName: "all", EventSourceArn: arnOfBus("default", SHOP, REGION) }),
  );
  for (const name of QUEUES) await party.rule(name, [{ Arn: await party.queue(name) }]);
  for (let n = 0; n < count; n += 1) await party.put({ Time: new Date(START + n * MINUTE_MS) });
  await sim(world.simulator.url, "POST", "/advance", { seconds: 700 });
  await emptyAll(world.simulator.url, party);

  /** Looks at everything again. The simulated archive is minutes old and holds older events: it is made to look a day old. */
  const look = async () => {
    await forgetListHashes(world.db, account.id);
    await collect(world, account.id);
    await execute(
      world.db,
      sql`UPDATE resource SET observed = observed || jsonb_build_object('createdAt', dlo_now() - interval '1 day') WHERE kind = 'archive'`,
    );
  };
  await look();
  const idOf = async (name: string, kind: "rule" | "archive" = "rule") => {
    const { items } = await world.ask("listResources", { kind, name, limit: 200 });
    const found = items.find((one) => one.name === name);
    if (!found) throw new Error(`no ${kind} ${name}`);
    return found.id;
  };
  const archiveId = await idOf("all", "archive");

  /** What a person wants to replay: the whole stretch to these rules unless told. */
  const wish = async (names: readonly string[], more: { from?: string; until?: string } = {}) => ({
    archiveId,
    from: minute(0),
    until: minute(count),
    ruleIds: await Promise.all(names.map((name) => idOf(name))),
    ...more,
  });
  const plan = async (names: readonly string[], more: { from?: string; until?: string } = {}) =>
    world.ask("createPlan", { action: "replay", selection: await wish(names, more) }, "operator");
  const applied = async (made: Awaited<ReturnType<typeof plan>>) =>
    (await world.ask("applyPlan", { id: made.id, hash: made.hash }, "operator")).runId;
  const pass = (seconds: number) => sim(world.simulator.url, "POST", "/advance", { seconds });
  /** Lets a worker drive a run to where it rests, while time passes for EventBridge. */
  const driven = async (runId: string, workerId?: string) => {
    let isDone = false;
    const drive = driveRun(world.worker(workerId), runId).finally(() => {
      isDone = true;
    });
    while (!isDone) {
      await pass(5);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    await drive;
    return world.ask("getRun", { id: runId });
  };

  return {
    ...world,
    world,
    account,
    party,
    archiveId,
    look,
    idOf,
    wish,
    plan,
    applied,
    driven,
    pass,
    run: async (names: readonly string[], more?: { from?: string; until?: string }) =>
      driven(await applied(await plan(names, more))),
    collectReplays: async () => collectReplays(world.worker(), await placeOf(world, account.id)),
    preview: async (names: readonly string[], more?: Partial<InputOf<"previewReplay">>) => {
      const { archiveId: id, ...rest } = await wish(names);
      return world.ask("previewReplay", { id, ...rest, ...more });
    },
    /** How many messages each queue has got since it was emptied. */
    depths: async () => Promise.all(QUEUES.map((name) => party.depth(name))),
    emptyAll: () => emptyAll(world.simulator.url, party),
    /** Every replay that EventBridge knows. */
    known: async () => (await party.events.send(new ListReplaysCommand({}))).Replays ?? [],
    described: (ReplayName: string) => party.events.send(new DescribeReplayCommand({ ReplayName })),
  };
}
export type ReplayWorld = Awaited<ReturnType<typeof aReplayWorld>>;

async function emptyAll(url: string, { sqs }: Party): Promise<void> {
  for (const name of QUEUES) await sqs.send(new PurgeQueueCommand({ QueueUrl: `${url}/${SHOP}/${name}` }));
  // SQS purges within a minute, and refuses a second purge until then.
  await sim(url, "POST", "/advance", { seconds: 61 });
}

/** The checks of a plan or preview that do not pass, by id. */
export function troubleOf({ checks }: { readonly checks: readonly { id: string; result: string }[] }): string[] {
  return checks.filter(({ result }) => result === "block" || result === "warn").map(({ id }) => id);
}
