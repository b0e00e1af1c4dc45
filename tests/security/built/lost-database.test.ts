import { createHash } from "node:crypto";
import { connect } from "node:net";
import { networkInterfaces } from "node:os";
import { afterAll, beforeAll, expect, test } from "vitest";
import { headerFaults } from "../answers";
import { type BuiltWeb, startBuiltWeb } from "./built-web";

const CANARY = "canary-5d1f0c7be2a94";
const TOKEN = `dlo_${CANARY}_${"x".repeat(30)}`;

let web: BuiltWeb;
beforeAll(async () => {
  web = await startBuiltWeb();
}, 60_000);
afterAll(() => web.stop(), 60_000);

/** Log lines of ours: all that the process printed after it had started. */
const entries = () =>
  web.process
    .output()
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line) as Record<string, unknown>);

test("as it comes, it listens on this machine alone", async () => {
  const others = Object.values(networkInterfaces())
    .flat()
    .filter((one) => one?.family === "IPv4" && !one.internal)
    .map((one) => one?.address ?? "");
  const reached = await Promise.all(
    others.map(
      (host) =>
        new Promise<boolean>((resolve) => {
          const socket = connect({ host, port: web.port, timeout: 1000 });
          const end = (isOpen: boolean) => () => [socket.destroy(), resolve(isOpen)];
          socket.on("connect", end(true)).on("error", end(false)).on("timeout", end(false));
        }),
    ),
  );

  expect(reached.filter(Boolean)).toEqual([]);
});

test("as it comes, nobody has a password: the first admin's link is 256 bits, printed once, and kept as a hash", async () => {
  const token = /\/setup\?token=([\w-]+)/.exec(web.process.output())?.[1] ?? "";
  const hash = createHash("sha256").update(token).digest("hex");

  expect(Buffer.from(token, "base64url")).toHaveLength(32);
  expect(await web.rows("SELECT 1 FROM app_user UNION ALL SELECT 1 FROM auth_account")).toEqual([]);
  expect(await web.rows("SELECT value->>'tokenHash' AS hash FROM setting WHERE key = 'setup'")).toEqual([{ hash }]);
});

test("as it comes, it reports to nobody", () => {
  expect(web.process.output()).not.toMatch(/telemetry/i);
});

test("the client's address is what the socket says, whatever a stranger writes", async () => {
  await fetch(`${web.url}/api/auth/sign-in/email`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      origin: web.url,
      "x-forwarded-for": "198.51.100.9",
      "x-real-ip": "198.51.100.9",
    },
    body: JSON.stringify({ email: "nobody@example.com", password: `${CANARY}-password` }),
  });

  expect(await web.rows("SELECT ip FROM audit_entry WHERE action = 'user.sign-in-failed'")).toEqual([
    { ip: "127.0.0.1" },
  ]);
});

const asks = (path: string, headers: Record<string, string> = {}, body?: string) =>
  fetch(web.url + path, { headers, redirect: "manual", ...(body === undefined ? {} : { method: "POST", body }) });

test("no secret that somebody sends is in the log or in the audit log, and every entry is one line", async () => {
  const json = { "content-type": "application/json", origin: web.url };
  await asks("/api/v1/me", { authorization: `Bearer ${TOKEN}` });
  await asks("/api/v1/me", { cookie: `dlo.session_token=${CANARY}.${CANARY}` });
  await asks(`/api/v1/me?token=${CANARY}`, { "x-api-key": CANARY, "idempotency-key": CANARY });
  await asks("/api/v1/writes/stop", { ...json, authorization: `Bearer ${TOKEN}` }, JSON.stringify({ reason: CANARY }));
  await asks("/api/auth/sign-in/email", json, JSON.stringify({ email: "ada@example.com", password: CANARY }));
  await asks("/api/auth/sign-in/email", json, `{"password":"${CANARY}",`);
  await asks(`/sign-in?next=/${CANARY}`);

  const kept = await web.rows("SELECT * FROM audit_entry");
  expect(JSON.stringify(kept)).not.toContain(CANARY);
  expect(web.process.output()).not.toContain(CANARY);
  expect(entries().length).toBeGreaterThan(3);
});

test("when the database is lost, every answer says so in its own words only, and is kept by nobody", async () => {
  await web.loseDatabase();
  const token = { authorization: `Bearer ${TOKEN}` };
  const cookie = { cookie: `dlo.session_token=${CANARY}.${CANARY}` };
  const ORIGIN = { "content-type": "application/json", origin: web.url };

  const answers = [
    { path: "/api/v1/me", got: await asks("/api/v1/me", token), policy: "nothing" as const },
    { path: "/api/v1/queues", got: await asks("/api/v1/queues", token), policy: "nothing" as const },
    { path: "/api/ready", got: await asks("/api/ready"), policy: "nothing" as const },
    { path: "/api/auth/get-session", got: await asks("/api/auth/get-session", cookie), policy: "nothing" as const },
    {
      path: "/api/auth/sign-in/email",
      got: await asks("/api/auth/sign-in/email", ORIGIN, JSON.stringify({ email: "a@b.example", password: CANARY })),
      policy: "nothing" as const,
    },
    { path: "/", got: await asks("/", cookie), policy: "page" as const },
    { path: "/queues", got: await asks("/queues", cookie), policy: "page" as const },
    { path: "/setup", got: await asks("/setup?token=x"), policy: "page" as const },
  ];

  for (const { path, got, policy } of answers) {
    const text = await got.text();
    expect(headerFaults(got, { policy }), path).toEqual([]);
    expect(text, path).not.toMatch(
      /SELECT |node_modules|arn:aws|dlo_test_|dlo_web_login|\bat [\w.]+ \(|prisma|postgres/i,
    );
    expect(text, path).not.toContain(CANARY);
  }
  const broken = answers.filter(({ got }) => got.status >= 500).map(({ path }) => path);
  expect(broken).toEqual(["/api/v1/me", "/api/v1/queues", "/api/ready", "/api/auth/sign-in/email", "/setup"]);
  expect((await asks("/api/health")).status).toBe(200);
});

test("what was printed about it is one line of JSON each, without secrets", () => {
  const started = web.process.output().indexOf("/setup?token=");
  const after = web.process.output().slice(started).split("\n").slice(1).filter(Boolean);

  expect(after.filter((line) => !line.startsWith("{"))).toEqual([]);
  expect(web.process.output()).not.toContain(CANARY);
});
