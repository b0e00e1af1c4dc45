import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openEventStream } from "@/app/_http/event-stream";
import { EVERYTHING } from "@/lib/core/access/scope";
import { type Actor, ANONYMOUS } from "@/lib/core/actor";
import { type Door, openDoor } from "./door";

let door: Door;
let headers: HeadersInit;
beforeAll(async () => {
  door = await openDoor();
  headers = (await door.addToken(await door.addUser("viewer"), "viewer")).headers;
});
afterAll(() => door.close());

const VIEWER: Actor = { kind: "user", id: "usr_1", name: "Vera", capabilities: ["counts.see"], scope: EVERYTHING };
const run = (id: string, accountId: string | null = "acc_1") => ({ topic: "run", id, accountId });
const tell = (event: object | string) =>
  door.rows("SELECT pg_notify('dlo_event', $1)", [typeof event === "string" ? event : JSON.stringify(event)]);

/** Reads a stream as text until it holds `wanted` or ends. */
function readerOf(response: Response) {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  return {
    async until(wanted: string): Promise<string> {
      while (!text.includes(wanted)) {
        const part = await reader?.read();
        if (!part || part.done) return text;
        text += part.value;
      }
      return text;
    },
    leave: () => reader?.cancel(),
  };
}
/** As the web's own login, which may end its own connections. */
async function breakListening(): Promise<void> {
  const client = new pg.Client({ connectionString: door.database.webUrl });
  await client.connect();
  const ended = await client.query(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'dlo-listen' AND datname = current_database()",
  );
  expect(ended.rowCount).toBe(1);
  await client.end();
}
/** The listening connection opens with the first stream; only then are notifications heard. */
async function heard(stream: ReturnType<typeof readerOf>): Promise<void> {
  const poke = setInterval(() => tell(run("run_hello", null)), 50);
  await stream.until("run_hello");
  clearInterval(poke);
}

test("a change that commits reaches an open page, and carries no content", async () => {
  const answer = await door.send("/events", { headers });
  const stream = readerOf(answer);
  await heard(stream);

  await tell("not json");
  await tell({ topic: "secrets", id: "x", accountId: null });
  await tell({ ...run("run_7"), body: "a message body" });

  const text = await stream.until("run_7");
  expect(answer.headers.get("content-type")).toContain("text/event-stream");
  expect(answer.headers.get("cache-control")).toBe("no-store, no-transform");
  expect(text).toContain(`event: change\ndata: ${JSON.stringify(run("run_7"))}\n\n`);
  expect(text).not.toMatch(/secrets|a message body|not json/);
  await stream.leave();
});

test("nobody hears of changes without signing in", async () => {
  expect((await door.send("/events")).status).toBe(401);
});

test("a page hears of its own accounts only", async () => {
  const actor: Actor = { ...VIEWER, scope: { kind: "accounts", accountIds: ["acc_mine"] } };
  const stream = readerOf(openEventStream({ hub: door.web.hub, actor, actorNow: async () => actor }));
  await heard(stream);

  await tell(run("run_theirs", "acc_theirs"));
  await tell(run("run_mine", "acc_mine"));

  expect(await stream.until("run_mine")).not.toContain("run_theirs");
  await stream.leave();
});

test("of alerts, channels and reviews, which lie in no account, who sees a part hears that one changed and not which", async () => {
  const actor: Actor = { ...VIEWER, scope: { kind: "accounts", accountIds: ["acc_mine"] } };
  const part = readerOf(openEventStream({ hub: door.web.hub, actor, actorNow: async () => actor }));
  const whole = readerOf(openEventStream({ hub: door.web.hub, actor: VIEWER, actorNow: async () => VIEWER }));
  await heard(part);

  for (const topic of ["alert", "channel", "review"]) await tell({ topic, id: `${topic}_theirs`, accountId: null });
  await tell(run("run_mine", "acc_mine"));

  const heardOfPart = await part.until("run_mine");
  expect(heardOfPart).not.toContain("_theirs");
  expect(heardOfPart).toContain(JSON.stringify({ topic: "alert", id: "", accountId: null }));
  expect(await whole.until("run_mine")).toContain("review_theirs");
  await part.leave();
  await whole.leave();
});

test("a stream ends with the session, and with what it could see", async () => {
  let actor = VIEWER;
  const stream = readerOf(
    openEventStream({ hub: door.web.hub, actor, actorNow: async () => actor, heartbeatMs: 10, checkMs: 20 }),
  );
  await stream.until(": still here");

  actor = ANONYMOUS;

  expect(await stream.until("event: end")).toMatch(/event: end\ndata: \{\}\n\n$/);
  expect(door.web.hub.countOf(VIEWER.id)).toBe(0);
});

test("a reader who falls far behind is told to read everything again", async () => {
  const stream = openEventStream({ hub: door.web.hub, actor: VIEWER, actorNow: async () => VIEWER });
  const warm = readerOf(openEventStream({ hub: door.web.hub, actor: VIEWER, actorNow: async () => VIEWER }));
  await heard(warm);

  for (let i = 0; i < 700; i++) await tell(run(`run_${i}`));
  await warm.until("run_699");

  const text = await readerOf(stream).until("run_699");
  expect(text).toContain("event: resync");
  expect(text.length).toBeLessThan(60_000);
  await warm.leave();
});

test("when the database comes back, pages are told to read again", async () => {
  const stream = readerOf(openEventStream({ hub: door.web.hub, actor: VIEWER, actorNow: async () => VIEWER }));
  await heard(stream);

  await breakListening();

  expect(await stream.until("event: resync")).toContain("event: resync");
  await heard(stream);
  await stream.leave();
});

test("one person cannot hold streams without end", async () => {
  const answers = await Promise.all(Array.from({ length: 35 }, () => door.send("/events", { headers })));

  expect(answers.filter((one) => one.status === 429)).toHaveLength(5);
  for (const one of answers) await one.body?.cancel();
  expect((await door.send("/events", { headers })).status).toBe(200);
});
