import { afterAll, beforeAll, expect, test } from "vitest";
import { contract } from "@/lib/contract";
import { BASE_URL, type Door, json, openDoor } from "./door";

let door: Door;
let headers: Record<string, string>;
let cookie: string;
beforeAll(async () => {
  door = await openDoor();
  headers = (await door.addToken(await door.addUser("admin"), "admin")).headers as Record<string, string>;
  await door.addUser("admin", "cookie@example.com");
  cookie = await door.signIn("cookie@example.com");
});
afterAll(() => door.close());

const post = (body: BodyInit, type = "application/json") =>
  door.send("/writes/stop", { method: "POST", body, headers: { ...headers, "content-type": type } });

test.each([
  ["a form", "reason=x", "application/x-www-form-urlencoded", 415],
  ["a multipart form", "--x", "multipart/form-data; boundary=x", 415],
  ["JSON called text", "{}", "text/plain", 415],
  ["broken JSON", '{"reason":', "application/json", 422],
  ["a JSON list", "[]", "application/json", 422],
  ["a JSON text", '"x"', "application/json", 422],
  ["null", "null", "application/json", 422],
  ["65 levels", `${'{"a":'.repeat(65)}1${"}".repeat(65)}`, "application/json", 422],
  ["100,000 levels", "[".repeat(100_000), "application/json", 422],
  ["__proto__", '{"__proto__":{"polluted":1}}', "application/json", 422],
  ["a deep constructor", '{"a":[{"constructor":{"prototype":{"polluted":1}}}]}', "application/json", 422],
  ["U+0000", '{"reason":"a\\u0000b"}', "application/json", 422],
  ["U+0000 in a name", '{"a\\u0000b":1}', "application/json", 422],
  ["half of a surrogate pair", '{"reason":"\\udead"}', "application/json", 422],
  ["more than 1 MiB and 64 kB", `{"reason":"${"x".repeat(1024 * 1024 + 64 * 1024)}"}`, "application/json", 413],
])("%s as a body is refused with nothing done", async (_, body, type, status) => {
  const answer = await post(body, type);

  expect(answer.status).toBe(status);
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  expect(await door.rows("SELECT 1 FROM setting WHERE key LIKE 'writes%'")).toEqual([]);
});

test("a body that lies about its length is cut off at the limit", async () => {
  let sentBytes = 0;
  const endless = new ReadableStream({
    pull(controller) {
      sentBytes += 65_536;
      controller.enqueue(new Uint8Array(65_536).fill(32));
    },
  });

  const answer = await door.send("/writes/stop", {
    method: "POST",
    body: endless,
    headers: { ...headers, "content-type": "application/json" },
    duplex: "half",
  } as RequestInit);

  expect(answer.status).toBe(413);
  expect(sentBytes).toBeLessThan(1_400_000);
});

test("a body without a token is not even read", async () => {
  const answer = await door.send("/writes/stop", { method: "POST", body: "x".repeat(2_000_000) });

  expect(answer.status).toBe(401);
});

test("an address tells which methods it knows", async () => {
  const answer = await door.send("/accounts", { method: "PUT", headers });

  expect([answer.status, answer.headers.get("allow")]).toEqual([405, "GET, POST"]);
});

test.each(["", "a key with spaces", "x".repeat(201), "schlüssel"])("%j is no Idempotency-Key", async (key) => {
  const init = json(
    {},
    { ...headers, "idempotency-key": encodeURIComponent(key) === key ? key : Buffer.from(key).toString("latin1") },
  );

  expect((await door.send("/accounts", init)).status).toBe(422);
});

test.each(["__proto__=1", "constructor=1", "accountId=%00", "limit=1e999", `name=${"%F0%9F%92%A3".repeat(300)}`])(
  "the query %s breaks nothing",
  async (query) => {
    expect([200, 422]).toContain((await door.send(`/queues?${query}`, { headers })).status);
  },
);

test.each([
  ["reads", "GET", "/me"],
  ["writes", "POST", "/writes/allow"],
] as const)("too many %s in a minute are refused with a time to come back", async (_, method, path) => {
  const narrow = await openDoor({}, { reads: 2, writes: 2 });
  const token = await narrow.addToken(await narrow.addUser("admin"), "admin");
  const ask = () => narrow.send(path, { method, headers: token.headers });
  await ask();
  await ask();

  const third = await ask();

  expect(third.status).toBe(429);
  expect(Number(third.headers.get("retry-after"))).toBeGreaterThan(0);
  await narrow.close();
});

const OTHER_SITES: Record<string, string>[] = [
  { origin: "https://evil.example" },
  { origin: "http://sub.127.0.0.1:3000" },
  { origin: "http://127.0.0.1:3000.evil.example" },
  { origin: "null" },
  { origin: "" },
  { "sec-fetch-site": "cross-site" },
  { "sec-fetch-site": "same-site" },
];

test("every change by cookie from another site is refused before anything else is looked at", async () => {
  const changes = Object.values(contract).filter(({ method }) => method !== "GET");

  const answers = await Promise.all(
    changes.flatMap(({ path, method }) =>
      OTHER_SITES.map((odd) => door.send(path, json({}, { cookie, ...odd }, method))),
    ),
  );

  expect(new Set(answers.map((one) => one.status))).toEqual(new Set([403]));
});

test.each([
  [
    "a form from another site",
    { origin: "https://evil.example", "content-type": "application/x-www-form-urlencoded" },
    403,
  ],
  [
    "a form from a sub-domain",
    { "sec-fetch-site": "same-site", "content-type": "multipart/form-data; boundary=x" },
    403,
  ],
  ["JSON called text from another site", { origin: "https://evil.example", "content-type": "text/plain" }, 403],
  ["a form of our own", { origin: BASE_URL, "content-type": "application/x-www-form-urlencoded" }, 415],
  ["JSON called text of our own", { origin: BASE_URL, "content-type": "text/plain" }, 415],
  ["JSON without an origin", { "content-type": "application/json" }, 403],
  ["JSON from nowhere", { origin: "null", "content-type": "application/json" }, 403],
] as const)("by cookie %s changes nothing", async (_, sent, status) => {
  const answer = await door.send("/writes/stop", { method: "POST", body: "{}", headers: { cookie, ...sent } });

  expect(answer.status).toBe(status);
  expect(await door.rows("SELECT 1 FROM setting WHERE key LIKE 'writes%'")).toEqual([]);
});

test("a token needs no origin, and a page of another site that holds one is let through", async () => {
  const sent = { ...headers, "content-type": "application/json" };

  const answers = await Promise.all(
    [{}, { origin: "https://ci.example", "sec-fetch-site": "cross-site" }].map((odd) =>
      door.send("/writes/allow", {
        method: "POST",
        body: "{}",
        headers: { ...sent, ...odd } as Record<string, string>,
      }),
    ),
  );

  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
});

test("a change by cookie from our own page is let through", async () => {
  const answer = await door.send("/writes/allow", json({}, { cookie, origin: BASE_URL }));

  expect(answer.status).toBe(200);
});
