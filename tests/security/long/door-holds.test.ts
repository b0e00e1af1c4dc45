import { createHash, randomBytes } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createWeb } from "@/app/_http/context";
import { DEMO_EMAIL_DOMAIN } from "@/lib/core/demo";
import { readEnv } from "@/lib/env";
import { BASE_URL, type Door, json, openDoor, PASSWORD } from "../../contract/door";
import { testMasterKey } from "../../support/template";

let door: Door;
let admin: HeadersInit;
beforeAll(async () => {
  door = await openDoor();
  admin = (await door.addToken(await door.addUser("admin"), "admin")).headers;
});
afterAll(() => door.close());

const ask = (method: string, path: string, body: object = {}) =>
  door.send(path, { ...json(body, {}, method), method, headers: { ...json({}).headers, ...admin } });

async function anAccount(id: string, number: string): Promise<void> {
  await door.rows(
    "INSERT INTO account (id, aws_account_id, name, environment, regions, external_id) VALUES ($1, $2, $1, 'sat', '{}', $1)",
    [id, number],
  );
}

test("somebody who sees one account asks a database in which there is no other", async () => {
  await anAccount("acc_mine", "111111111111");
  await anAccount("acc_theirs", "222222222222");
  const userId = await door.addUser("operator", "scoped@example.com");
  const selector = { kind: "some", accountIds: ["acc_mine"], environments: [], tags: [], owners: [] };
  await door.rows("UPDATE access_grant SET selector = $2 WHERE subject = $1", [userId, selector]);
  const { headers } = await door.addToken(userId, "operator");

  const ctx = await door.web.contextFor({ headers: new Headers(headers) });

  expect(await ctx.db.$queryRaw`SELECT id FROM account`).toEqual([{ id: "acc_mine" }]);
});

test("an address with U+0000 is refused, whatever stands there", async () => {
  expect((await ask("DELETE", "/users/a%00b")).status).toBe(422);
});

test.each([
  [`{"reason":${'{"a":'.repeat(65)}1${"}".repeat(65)}}`, {}, "deeper than 64 levels"],
  ['{"reason":{"constructor":{"prototype":{"polluted":1}}}}', {}, "may not use the name constructor"],
  ["{}", { "idempotency-key": "a key with spaces" }, "Idempotency-Key must be"],
])("%s is refused for what it is, before anything looks at its fields", async (body, more, words) => {
  const headers = { ...json({}).headers, ...admin, ...more } as Record<string, string>;
  const answer = await door.send("/writes/stop", { method: "POST", body, headers });

  expect([answer.status, (await answer.json()).detail]).toEqual([422, expect.stringContaining(words)]);
});

test("an answer of the API says that it is no page", async () => {
  const policy = "default-src 'none'; frame-ancestors 'none'";

  expect((await door.send("/me", { headers: admin })).headers.get("content-security-policy")).toBe(policy);
  expect((await door.send("/me")).headers.get("content-security-policy")).toBe(policy);
});

test("the demo's people are nobody where it is not the demo: by password, by session, by token", async () => {
  const email = `ada@${DEMO_EMAIL_DOMAIN}`;
  const userId = await door.addUser("admin", "ada@example.com");
  const { headers } = await door.addToken(userId, "admin");
  const cookie = await door.signIn("ada@example.com");
  await door.rows("UPDATE app_user SET email = $2 WHERE id = $1", [userId, email]);

  const byPassword = await door.sendAuth("/api/auth/sign-in/email", json({ email, password: PASSWORD }));

  expect(byPassword.status).toBe(401);
  expect((await door.send("/me", { headers })).status).toBe(401);
  expect((await door.send("/me", { headers: { cookie } })).status).toBe(401);
});

test("nobody signs up, by the library behind the door neither", async () => {
  const made = door.web.auth.api.signUpEmail({ body: { name: "Eve", email: "eve@example.com", password: PASSWORD } });

  await expect(made).rejects.toThrow();
  expect((await door.sendAuth("/api/auth/sign-up/email", json({}))).status).toBe(404);
});

test("a printed link makes no admin once there is somebody", async () => {
  const token = randomBytes(32).toString("base64url");
  await door.web.keepSetupToken(createHash("sha256").update(token).digest("hex"));

  const made = await door.send("/setup", json({ token, name: "Eve", email: "eve@example.com", password: PASSWORD }));

  expect([made.status, (await made.json()).code]).toEqual([403, "setup-closed"]);
});

test("passwords that are off open nothing", async () => {
  await door.addUser("viewer", "off@example.com");
  await door.rows(`INSERT INTO setting (key, value) VALUES ('password-sign-in', '{"isOn":false}')`);

  const answer = await door.sendAuth("/api/auth/sign-in/email", json({ email: "off@example.com", password: PASSWORD }));

  expect(answer.status).toBe(403);
  await door.rows("DELETE FROM setting WHERE key = 'password-sign-in'");
});

const PROVIDER = { key: "corp", name: "Corp", issuer: "https://idp.example.com", clientId: "dlo" };

test("a provider keeps its issuer, and one that is off sends nobody anywhere", async () => {
  const { version } = await (await ask("PUT", "/sign-in-providers", { ...PROVIDER, isOn: false })).json();

  const moved = await ask("PUT", "/sign-in-providers", { ...PROVIDER, issuer: "https://evil.example.com", version });
  const start = await door.sendAuth("/api/auth/oidc/start", json({ provider: "corp" }));

  expect([moved.status, start.status]).toEqual([422, 404]);
});

test("beginning to sign in again and again has to wait", async () => {
  const statuses: number[] = [];
  for (let index = 0; index < 45; index++)
    statuses.push((await door.sendAuth("/api/auth/oidc/start", json({ provider: "nobodys" }))).status);

  expect(statuses.at(0)).toBe(404);
  expect(statuses.at(-1)).toBe(429);
});

test("a provider inside our network is asked nothing, neither for a test nor for a sign-in", async () => {
  let asked = 0;
  const server = createServer((_, response) => {
    asked += 1;
    response.end("{}");
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await door.rows("UPDATE identity_provider SET issuer = $1, is_on = true WHERE key = 'corp'", [issuer]);
  const [{ id }] = (await door.rows("SELECT id FROM identity_provider")) as [{ id: string }];

  await ask("POST", `/sign-in-providers/${id}/test`);
  await door.sendAuth("/api/auth/oidc/start", json({ provider: "corp" }, { "x-forwarded-for": "198.51.100.7" }));

  expect(asked).toBe(0);
  server.close();
});

test("a link lets nobody in who was removed", async () => {
  const userId = await door.addUser("viewer", "linked@example.com");
  const token = randomBytes(32).toString("base64url");
  await door.rows(
    "INSERT INTO sign_in_link (token_hash, user_id, expires_at) VALUES ($1, $2, now() + interval '1 hour')",
    [createHash("sha256").update(token).digest("hex"), userId],
  );
  await door.rows("UPDATE app_user SET disabled_at = now() WHERE id = $1", [userId]);

  expect(
    (await door.sendAuth("/api/auth/sign-in/once", json({ token }, { "x-forwarded-for": "198.51.100.9" }))).status,
  ).toBe(401);
});

test("a process with another master key is told so, and opens nothing", async () => {
  const environment = { DATABASE_URL: door.database.webUrl, DATABASE_ROLE: "login", DLO_BASE_URL: BASE_URL };
  const key = Buffer.alloc(32, 8).toString("base64");
  const other = createWeb(readEnv({ ...environment, DLO_MASTER_KEY: key, DLO_LOG_LEVEL: "error" }));

  expect(await other.masterKeyRefusal()).toMatch(/sealed under/);
  await expect(other.unlock()).rejects.toThrow();
  expect(key).not.toBe(testMasterKey);
  await other.close();
});

test("the tables of the audit log refuse their own owner", async () => {
  for (const statement of [
    "UPDATE audit_entry SET actor_id = 'eve'",
    "DELETE FROM audit_entry",
    "TRUNCATE audit_entry CASCADE",
  ])
    await expect(door.rows(statement), statement).rejects.toThrow("append-only");
});
