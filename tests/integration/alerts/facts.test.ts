import { afterEach, beforeEach, expect, test } from "vitest";
import { alertSettingsSchema } from "@/lib/contract/alert-settings";
import { reasonsOf } from "@/lib/core/alerts/judge-conditions";
import { inTransaction } from "@/lib/db/connect";
import { execute, sql } from "@/lib/db/query";
import { readAlertFacts } from "@/lib/operations/alerts/read-facts";
import { judgeClasses } from "@/lib/operations/polling/keep-house";
import { deadLetter, seenQueue } from "../../support/dead-letters";
import { aQueuePair, connectShop, createWorld, look, type World } from "../../support/world";
import { lookWithoutReceiving, nowIn, pass, turnOff, workerIn } from "../losses/losing-world";

let world: World;
let accountId: string;
let pair: Awaited<ReturnType<typeof aQueuePair>>;
beforeEach(async () => {
  world = await createWorld();
  accountId = (await connectShop(world, { isProduction: true })).id;
  pair = await aQueuePair(world.aws, "orders");
});
afterEach(() => world.stop());

type SettingsInput = Parameters<typeof alertSettingsSchema.parse>[0];
/** `page class-new`, and `backlog` where it is. */
async function holding(settings: SettingsInput = {}): Promise<string[]> {
  return (await reasons(settings)).map(
    ({ severity, condition, isBacklog }) => `${severity} ${condition}${isBacklog ? " backlog" : ""}`,
  );
}
const reasons = (settings: SettingsInput = {}) =>
  inTransaction(world.workerDb, async (tx) => {
    const at = nowIn(world);
    const facts = await readAlertFacts(workerIn(world), tx, alertSettingsSchema.parse(settings), at);
    return reasonsOf(facts, at);
  });
/** Two empty looks: what comes now was not there before. */
async function seeEmpty(): Promise<void> {
  await look(world, accountId);
  await look(world, accountId);
}
const nobody = { staffedHours: [{ zone: "UTC", weekly: [] }] };

test("connecting what is full of old failures wakes nobody", async () => {
  await deadLetter(world.aws, pair, ["a", "b", "c"]);
  await pass(world, 4 * 86_400 - 7200);
  await seenQueue(world, accountId, "orders-dlq");
  await lookWithoutReceiving(world, accountId);

  const found = await holding({ ...nobody, thresholds: [{ deadLetterDepth: 1, severity: "page" }] });

  expect(found).toEqual(["notify predicted-loss backlog", "notify depth-threshold backlog"]);
});

test("a failure that comes while we look wakes, until somebody answers for it, and again when that is taken back", async () => {
  await seeEmpty();
  await deadLetter(world.aws, pair, ["a"]);
  await seenQueue(world, accountId, "orders-dlq");
  const [found] = await reasons();
  const classId = found?.classId ?? "";
  const without = async (change: () => Promise<unknown>) => {
    await change();
    const left = await holding();
    await world.ask("reopenFailureClass", { id: classId });
    return left;
  };

  expect(found).toMatchObject({ condition: "class-new", severity: "page", arn: pair.sourceArn, accountId });
  expect(await without(() => world.ask("acknowledgeFailureClass", { id: classId }))).toEqual([]);
  expect(
    await without(() => world.ask("snoozeFailureClass", { id: classId, until: { kind: "time", at: ahead() } })),
  ).toEqual([]);
  expect(await without(() => world.ask("dismissFailureClass", { id: classId, reason: "known" }))).toEqual([]);
  expect(await holding()).toEqual(["page class-new"]);
});
const ahead = () => new Date(nowIn(world).getTime() + 86_400_000).toISOString();

test("a new failure is told for as long as it goes on, also when it is new no longer; one that is merged is not", async () => {
  await holding();
  await seeEmpty();
  await deadLetter(world.aws, pair, ["a"]);
  await seenQueue(world, accountId, "orders-dlq");
  await pass(world, 26 * 3600);
  await judgeClasses(workerIn(world));

  expect(await holding()).toContain("page class-new");
  await execute(world.db, sql`UPDATE failure_class SET merged_into = 'fc_other'`);
  expect(await holding()).not.toContain("page class-new");
});

test("a slow trickle into a queue that nobody reads is told before its first message dies", async () => {
  await turnOff(world);
  await lookWithoutReceiving(world, accountId);
  await pass(world, 3600);
  await deadLetter(world.aws, pair, ["a"]);
  await pass(world, 300);
  await lookWithoutReceiving(world, accountId);
  const early = await holding(nobody);
  await pass(world, 3 * 86_400 + 600);
  await lookWithoutReceiving(world, accountId);

  const [late] = await reasons(nobody);

  expect(early).toEqual([]);
  expect(late).toMatchObject({ condition: "predicted-loss", severity: "page" });
  expect(late?.sentence).toContain("This is a bound");
});

test("what is copied to the vault is no loss", async () => {
  await seeEmpty();
  await deadLetter(world.aws, pair, ["a"]);
  await seenQueue(world, accountId, "orders-dlq");
  await pass(world, 4 * 86_400 - 7200);
  const before = await holding(nobody);
  await execute(
    world.db,
    sql`INSERT INTO vault_item (id, account_id, region, queue_id, message_row_id, message_id, class_id, body_id, reason, stored_at, drained_at)
        SELECT 'vlt_' || f.id, account_id, region, queue_id, f.id, message_id, class_id, coalesce(body_id, ''), 'drained', dlo_now(), dlo_now() FROM failed_message f`,
  );

  expect(before).toContain("page predicted-loss");
  expect(await holding(nobody)).not.toContain("page predicted-loss");
});

test("a limit is passed from when each look found more, and for as long as it asks", async () => {
  await seeEmpty();
  await pass(world, 3600);
  await deadLetter(world.aws, pair, ["a", "b", "c"]);
  await lookWithoutReceiving(world, accountId);
  const thresholds = [
    { match: { name: "orders-dlq" }, deadLetterDepth: 2, forSeconds: 600, severity: "page" as const },
  ];
  const early = await holding({ thresholds });
  await pass(world, 600);
  await lookWithoutReceiving(world, accountId);

  expect(early).toEqual([]);
  expect(await holding({ thresholds })).toEqual(["page depth-threshold"]);
  expect(await holding({ thresholds: [...thresholds, { environment: "prd", enabled: false }] })).toEqual([]);
});

test("growth of a queue that nobody reads counts as inflow within the hour", async () => {
  await turnOff(world);
  await lookWithoutReceiving(world, accountId);
  await pass(world, 600);
  await deadLetter(world.aws, pair, ["a", "b", "c"]);
  await lookWithoutReceiving(world, accountId);

  const [found] = await reasons({ thresholds: [{ inflowPerHour: 2 }] });

  expect(found).toMatchObject({ condition: "dead-letter-inflow", severity: "notify" });
  expect(found?.sentence).toContain("grew by 3 messages");
  expect(await holding({ thresholds: [{ inflowPerHour: 3 }] })).toEqual([]);
});

test("a Region that goes dark wakes after a second check, and one that was never seen does not; silent pollers there are not told", async () => {
  const blind = (seconds: number, isSeen: boolean) =>
    execute(
      world.db,
      sql`INSERT INTO region_state (account_id, region, status, blind_since, checked_at, seen_at, reason) VALUES (${accountId}, 'eu-central-1', 'blind', dlo_now() - make_interval(secs => ${seconds}),
            dlo_now(), ${isSeen ? nowIn(world) : null}, 'No role.') ON CONFLICT (account_id, region) DO UPDATE SET status = 'blind', blind_since = EXCLUDED.blind_since, seen_at = EXCLUDED.seen_at, checked_at = EXCLUDED.checked_at`,
    );
  await execute(
    world.db,
    sql`INSERT INTO poller_state (poller, account_id, region, started_at, succeeded_at, every_seconds) VALUES ('sampleDepth', ${accountId}, 'eu-central-1', dlo_now() - interval '1 day', dlo_now() - interval '1 day', 2)`,
  );
  const look = async (seconds: number, isSeen: boolean) => {
    await blind(seconds, isSeen);
    return holding();
  };

  expect(await look(10, true)).toEqual([]);
  expect(await look(60, true)).toEqual(["page account-blind"]);
  expect(await look(60, false)).toEqual(["notify account-blind backlog"]);
});

test("a poller is silent only as far as somebody was there to run it", async () => {
  await execute(
    world.db,
    sql`INSERT INTO poller_state (poller, account_id, region, started_at, succeeded_at, every_seconds) VALUES ('judgeClasses', '', '', dlo_now() - interval '1 day', dlo_now() - interval '1 day', 30)`,
  );
  const first = await holding();
  await pass(world, 200);
  const soon = await holding();
  await pass(world, 20);

  expect([first, soon, await holding()]).toEqual([[], [], ["page poller-silent"]]);
  await pass(world, 3600);
  expect(await holding()).toEqual([]);
});

test("nothing is told of an account that was removed", async () => {
  await seeEmpty();
  await deadLetter(world.aws, pair, ["a"]);
  await seenQueue(world, accountId, "orders-dlq");
  await execute(world.db, sql`UPDATE account SET removed_at = dlo_now()`);

  expect(await holding({ thresholds: [{ deadLetterDepth: 1 }] })).toEqual([]);
});
