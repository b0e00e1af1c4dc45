import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createWeb } from "@/app/_http/context";
import { EVERYTHING } from "@/lib/core/access/scope";
import { insertBodies, openBody, type WholeMessage } from "@/lib/db/bodies";
import { connect, type Db } from "@/lib/db/connect";
import { unlock } from "@/lib/db/installation-secret";
import { type Keyring, openKeyring } from "@/lib/db/keyring";
import { masterKeyRefusal, masterKeyUses } from "@/lib/db/master-key";
import { execute, rows, sql } from "@/lib/db/query";
import { readEnv } from "@/lib/env";
import { listMasterKeys } from "@/lib/operations/keys/list-master-keys";
import { type KeyCtx, type RotationWish, rotateMasterKey } from "@/lib/operations/keys/rotate-master-key";
import { BASE_URL, type Door, openDoor } from "../../contract/door";
import { startProcess } from "../../support/process";
import { testMasterKey as FIRST } from "../../support/template";

const keyOf = (byte: number) => Buffer.alloc(32, byte).toString("base64");
const [SECOND, THIRD, FOURTH] = [keyOf(2), keyOf(3), keyOf(4)];
const ALL = [FIRST, SECOND, THIRD, FOURTH].join();
const idOf = (key: string) => openKeyring(key).held[0];

let door: Door;
let workerDb: Db;
let webDb: Db;
let testDb: Db;
beforeAll(async () => {
  // Its web process holds the first key and no other, for ever: the tests speak of that once, and go on anyway.
  door = await openDoor();
  workerDb = connect({ url: door.database.workerUrl });
  webDb = connect({ url: door.database.webUrl });
  testDb = connect({ url: door.database.testUrl });
});
afterAll(async () => {
  await Promise.all([workerDb.$disconnect(), webDb.$disconnect(), testDb.$disconnect()]);
  await door.close();
});

/** A process that was started with these keys. */
async function heldBy(db: Db, keys: string): Promise<Keyring> {
  const keyring = openKeyring(keys);
  await unlock(db, keyring);
  return keyring;
}
async function rotating(keys: string, wish: RotationWish) {
  const actor = { kind: "setup", id: "local:ada", name: "ada", capabilities: [], scope: EVERYTHING } as const;
  const keyring = await heldBy(workerDb, keys);
  const ctx: KeyCtx = { db: workerDb, keyring, actor, requestId: "req_1", ip: null, now: () => new Date() };
  return rotateMasterKey(ctx, { isForced: true, ...wish });
}

let queues = 0;
const aQueue = () => ({ id: `que_${++queues}`, accountId: "acc_1" });
const wholeOf = (body: string): WholeMessage => ({ body, attributes: {}, system: {} });
/** Keeps one message as a worker does, and says its id. */
async function keep(keyring: Keyring, queue: ReturnType<typeof aQueue>): Promise<string> {
  const id = `bdy_${randomBytes(8).toString("hex")}`;
  const newKeyId = () => `key_${randomBytes(8).toString("hex")}`;
  await insertBodies(workerDb, keyring, queue, [{ id, whole: wholeOf(id) }], newKeyId);
  return id;
}
/** Those that do not open, or not as what they were. */
async function lost(keyring: Keyring, ids: readonly string[]): Promise<string[]> {
  const opened = await Promise.all(ids.map((id) => openBody(webDb, keyring, id)));
  return ids.filter((id, at) => opened[at]?.body !== id);
}
const rotations = async () =>
  (await door.rows("SELECT detail FROM audit_entry WHERE action = 'key.rotated' ORDER BY id")).map(
    ({ detail }) => detail,
  );
/** As if half a minute had passed since the last sign of life. */
const waitForLease = () =>
  execute(testDb, sql`UPDATE series.clock_shift SET shift = shift + make_interval(secs => 31)`);

test("while the key is rotated the web reads and the worker writes, and the old key can go afterwards", async () => {
  const [worker, web] = await Promise.all([
    heldBy(workerDb, `${FIRST},${SECOND}`),
    heldBy(webDb, `${FIRST},${SECOND}`),
  ]);
  const known = Array.from({ length: 20 }, aQueue);
  const ids = await Promise.all(known.map((queue) => keep(worker, queue)));
  const before = (await rows<{ id: string }>(workerDb, sql`SELECT id FROM data_key`)).length;
  let isOver = false;
  const working = (async () => {
    while (!isOver) {
      ids.push(await keep(worker, aQueue()), await keep(worker, known[ids.length % known.length] ?? aQueue()));
      expect(await lost(web, ids.slice(-30))).toEqual([]);
    }
  })();

  const done = await rotating(`${FIRST},${SECOND}`, { to: idOf(SECOND), holder: "one", batchSize: 3 });
  for (let more = 0; more < 5; more++) ids.push(await keep(worker, aQueue()));
  isOver = true;
  await working;

  expect(await masterKeyUses(workerDb)).toEqual([
    { masterKeyId: idOf(SECOND), dataKeyCount: expect.any(Number), hasRoot: true },
  ]);
  const after = await heldBy(webDb, SECOND);
  expect(await lost(after, ids)).toEqual([]);
  expect(done?.dataKeyCount).toBeGreaterThanOrEqual(before);
  expect(await rotations()).toEqual([{ from: idOf(FIRST), to: idOf(SECOND), dataKeyCount: done?.dataKeyCount }]);
  const perQueue = await rows<{ n: number }>(workerDb, sql`SELECT count(*)::int AS n FROM data_key GROUP BY queue_id`);
  expect(new Set(perQueue.map(({ n }) => n))).toEqual(new Set([1]));
});

test("a rotation waits until every process that is connected holds the new key", async () => {
  await door.web.hasUsers();

  const told = await rotating(ALL, { to: idOf(THIRD), holder: "early", isForced: false }).catch(String);

  expect(told).toContain(`Connected without ${idOf(THIRD)}: dlo-web.`);
  expect(await masterKeyRefusal(webDb, openKeyring(SECOND))).toBeUndefined();
});

test("secrets and sessions are the same under the new key", async () => {
  await door.addUser("viewer", "vera@example.com");
  const cookie = await door.signIn("vera@example.com");
  const env = { DATABASE_URL: door.database.webUrl, DATABASE_ROLE: "login", DLO_BASE_URL: BASE_URL };
  const later = createWeb(readEnv({ ...env, DLO_MASTER_KEY: SECOND, DLO_LOG_LEVEL: "error" }));
  await later.unlock();

  const who = await later.actorOf(new Headers({ cookie }));
  const stranger = await later.actorOf(new Headers({ cookie: cookie.replace(/.{6}$/, "AAAAAA") }));
  await later.close();

  expect(who).toMatchObject({ kind: "user", name: "The viewer" });
  expect(stranger.kind).toBe("anonymous");
  const [before, after] = [await heldBy(webDb, ALL), await heldBy(webDb, SECOND)];
  for (const purpose of ["audit", "search", "sessions"] as const)
    expect(after.secret(purpose)).toEqual(before.secret(purpose));
});

test("a rotation that died between two batches loses nothing, and the next one goes on", async () => {
  const keys = `${SECOND},${THIRD}`;
  const keyring = await heldBy(workerDb, keys);
  const ids = await Promise.all(Array.from({ length: 10 }, () => keep(keyring, aQueue())));
  const dies = (count: number) => {
    if (count >= 4) throw new Error("kill -9");
  };
  const wish = { to: idOf(THIRD), batchSize: 2 };
  await expect(rotating(keys, { ...wish, holder: "dies", onBatch: dies })).rejects.toThrow("kill -9");

  expect(await lost(keyring, ids)).toEqual([]);
  const { keys: listed, rotation } = await listMasterKeys({ db: webDb, keyring: openKeyring(SECOND) });
  expect(rotation?.rotation).toMatchObject({ to: idOf(THIRD), dataKeyCount: 4 });
  expect(listed).toContainEqual(
    expect.objectContaining({ masterKeyId: idOf(THIRD), isCurrent: false, isHeld: false, dataKeyCount: 4 }),
  );
  expect(await masterKeyRefusal(webDb, openKeyring(SECOND))).toContain(`not ${idOf(THIRD)} (4 data keys need it)`);
  expect(await masterKeyRefusal(webDb, openKeyring(THIRD))).toContain(`is sealed under ${idOf(SECOND)}`);
  await expect(rotating(keys, { ...wish, holder: "two" })).rejects.toThrow(/is at work, begun by dies.*seconds/);
  await waitForLease();
  const all = (await rows(workerDb, sql`SELECT id FROM data_key`)).length;
  expect(await rotating(keys, { ...wish, holder: "two" })).toMatchObject({ from: idOf(SECOND), dataKeyCount: all });
  expect(await lost(await heldBy(webDb, THIRD), ids)).toEqual([]);
});

test("of two rotations at once one is refused, and a second to the same key has nothing to do", async () => {
  const asked = ["one", "two"].map((holder) => rotating(ALL, { to: idOf(FOURTH), holder, batchSize: 1 }));
  const answers = await Promise.allSettled(asked);

  expect(answers.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(await rotating(ALL, { to: idOf(FOURTH), holder: "three" })).toBeUndefined();
  expect(await rotations()).toHaveLength(3);
});

test("a process with a key that was given up is refused at start, and both keys are named", async () => {
  const told = await masterKeyRefusal(webDb, openKeyring(FIRST));

  expect(told).toMatch(new RegExp(`holds ${idOf(FIRST)}, but this database is sealed under ${idOf(FOURTH)}`));
  expect(told).toMatch(/\d+ data keys and the installation's secret need it/);
  await expect(rotating(`${FIRST},${SECOND}`, { to: idOf(SECOND), holder: "x" })).rejects.toThrow(idOf(FOURTH));
});

test("a wrapped key that was moved to another row opens no message and stops a rotation, which names it", async () => {
  const keyring = await heldBy(workerDb, ALL);
  const [one, other] = [await keep(keyring, aQueue()), await keep(keyring, aQueue())];
  const keyOfBody = async (id: string) =>
    (await door.rows("SELECT data_key_id FROM message_body WHERE id = $1", [id]))[0]?.data_key_id;
  const [mine, theirs] = [await keyOfBody(one), await keyOfBody(other)];
  const kept = await door.rows("SELECT nonce, wrapped FROM data_key WHERE id = $1", [mine]);
  await door.rows(
    "UPDATE data_key k SET nonce = o.nonce, wrapped = o.wrapped FROM data_key o WHERE k.id = $1 AND o.id = $2",
    [mine, theirs],
  );

  await expect(openBody(webDb, keyring, one)).rejects.toThrow();
  await expect(rotating(ALL, { to: idOf(SECOND), holder: "x" })).rejects.toThrow(`${mine} does not open`);
  await door.rows("UPDATE data_key SET nonce = $2, wrapped = $3 WHERE id = $1", [
    mine,
    kept[0]?.nonce,
    kept[0]?.wrapped,
  ]);
  await waitForLease();
  expect(await rotating(ALL, { to: idOf(FOURTH), holder: "back" })).toMatchObject({ to: idOf(FOURTH) });
});

test("dlo admin rotates too; killed anywhere it can be run again", async () => {
  const keyring = await heldBy(workerDb, ALL);
  for (let some = 0; some < 300; some++) await keep(keyring, aQueue());
  const env = { DATABASE_URL: door.database.workerUrl, DATABASE_ROLE: "login", DLO_MASTER_KEY: ALL };
  const command = ["jobs/cli/dlo.mjs", "admin", "rotate-key", "--to", idOf(FIRST)];
  const first = startProcess(command, env);
  await first.printed(/200 data keys/);
  await first.kill();

  await waitForLease();
  const second = startProcess(command, env);
  await second.printed(/is the current key now|Everything is under/);
  await second.stop();

  expect(await masterKeyUses(workerDb)).toMatchObject([{ masterKeyId: idOf(FIRST), hasRoot: true }]);
  expect((await rotations()).at(-1)).toMatchObject({ from: idOf(FOURTH), to: idOf(FIRST) });
});
