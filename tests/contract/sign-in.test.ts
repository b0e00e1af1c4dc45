import { afterAll, beforeAll, expect, test } from "vitest";
import { BASE_URL, type Door, json, openDoor, PASSWORD } from "./door";

let door: Door;
let userId: string;
beforeAll(async () => {
  door = await openDoor();
  userId = await door.addUser("viewer", "vera@example.com");
});
afterAll(() => door.close());

const SIGN_IN = "/api/auth/sign-in/email";
const tryToSignIn = (email: string, password: string, headers: Record<string, string> = {}) =>
  door.sendAuth(SIGN_IN, json({ email, password }, headers));
const lastEntry = async () =>
  (
    await door.rows(
      "SELECT action, actor_id, actor_kind, object_id, detail, ip FROM audit_entry ORDER BY id DESC LIMIT 1",
    )
  )[0];

test("signing in sets a cookie that scripts cannot read, and is in the audit log", async () => {
  const answer = await tryToSignIn(" Vera@Example.com", PASSWORD, { "x-forwarded-for": "198.51.100.7" });

  const cookies = answer.headers.getSetCookie();
  expect(answer.status).toBe(200);
  expect(cookies).toHaveLength(1);
  expect(cookies[0]).toMatch(/^dlo\.session_token=.*; Max-Age=86400; Path=\/; HttpOnly; SameSite=Lax$/);
  expect(await answer.json()).toEqual({ id: userId, name: "The viewer" });
  expect(await lastEntry()).toMatchObject({
    action: "user.signed-in",
    actor_kind: "user",
    actor_id: userId,
    object_id: userId,
    ip: "198.51.100.7",
  });
});

test("a wrong password and an unknown person are refused in the same words; only the e-mail is kept", async () => {
  const wrong = await tryToSignIn("vera@example.com", "not her password");
  const unknown = await tryToSignIn("nobody@example.com", "whatever it is");

  const [one, other] = [await wrong.json(), await unknown.json()];
  expect([wrong.status, unknown.status]).toEqual([401, 401]);
  expect(one.detail).toBe(other.detail);
  expect(await lastEntry()).toMatchObject({
    action: "user.sign-in-failed",
    actor_kind: "anonymous",
    detail: { email: "nobody@example.com" },
  });
  expect(await door.rows("SELECT 1 FROM audit_entry WHERE detail::text LIKE '%whatever%'")).toEqual([]);
});

test("signing out ends the session on the server, and is in the audit log", async () => {
  const cookie = await door.signIn("vera@example.com");

  const answer = await door.sendAuth("/api/auth/sign-out", json({}, { cookie }));

  expect(answer.status).toBe(200);
  expect((await door.send("/me", { headers: { cookie } })).status).toBe(401);
  expect(await lastEntry()).toMatchObject({ action: "user.signed-out", actor_id: userId });
});

test("guessing is slowed down for that person, and for nobody else", async () => {
  await door.addUser("viewer", "guessed@example.com");
  const asked = Array.from({ length: 12 }, (_, i) => tryToSignIn("guessed@example.com", `guess number ${i}`));
  // A refusal needs no hash, so it is the first answer; the pause of a second runs while the others are still counted out.
  await Promise.race(asked);

  const right = await tryToSignIn("guessed@example.com", PASSWORD);

  const guesses = await Promise.all(asked);
  expect(guesses.filter((one) => one.status === 429)).toHaveLength(4);
  expect([right.status, Number(right.headers.get("retry-after"))]).toEqual([429, 1]);
  expect((await tryToSignIn("vera@example.com", PASSWORD)).status).toBe(200);
});

test("a session's token never leaves in a body", async () => {
  const cookie = await door.signIn("vera@example.com");
  const session = await door.sendAuth("/api/auth/get-session", { headers: { cookie } });
  const tokens = (await door.rows("SELECT token FROM session")).map((row) => String(row.token));

  const text = await session.text();

  expect(JSON.parse(text)).toEqual({ user: { id: userId, name: "The viewer" } });
  expect(tokens.filter((token) => text.includes(token))).toEqual([]);
});

test.each([
  ["POST", "/api/auth/sign-up/email"],
  ["POST", "/api/auth/sign-in/social"],
  ["POST", "/api/auth/update-user"],
  ["POST", "/api/auth/change-password"],
  ["POST", "/api/auth/change-email"],
  ["POST", "/api/auth/delete-user"],
  ["GET", "/api/auth/list-sessions"],
  ["GET", "/api/auth/ok"],
  ["GET", "/api/auth/sign-out"],
  ["POST", "/api/auth/get-session"],
  ["POST", "/api/auth//sign-in/email"],
  ["POST", "/api/auth/sign-in/email/"],
  ["POST", "/api/auth/SIGN-IN/email"],
  ["POST", "/api/auth/sign-in%2femail"],
])("%s %s is not there", async (method, path) => {
  const init = method === "GET" ? {} : json({ name: "x", email: "vera@example.com", password: PASSWORD });

  expect((await door.sendAuth(path, { ...init, method })).status).toBe(404);
});

test.each([
  [
    "a form",
    { body: "email=vera%40example.com", headers: { "content-type": "application/x-www-form-urlencoded" } },
    415,
  ],
  ["JSON called text", { body: "{}", headers: { "content-type": "text/plain" } }, 415],
  ["another site's page", json({}, { origin: "https://evil.example" }), 403],
  ["another site's form", json({}, { "sec-fetch-site": "cross-site" }), 403],
  ["no password", json({ email: "vera@example.com" }), 422],
  ["a query object for a password", json({ email: "vera@example.com", password: { not: "" } }), 422],
  ["17 kB", json({ email: "vera@example.com", password: "x".repeat(17_000) }), 413],
])("a sign-in by %s is refused", async (_, init, status) => {
  expect((await door.sendAuth(SIGN_IN, { method: "POST", ...init })).status).toBe(status);
});

test("under https the cookie is tied to this host", async () => {
  const baseUrl = "https://dlo.example";
  const secure = await openDoor({ DLO_BASE_URL: baseUrl });
  await secure.addUser("viewer", "vera@example.com");

  const answer = await secure.sendAuth(
    SIGN_IN,
    json({ email: "vera@example.com", password: PASSWORD }, { origin: baseUrl }),
  );

  expect(answer.headers.getSetCookie()[0]).toMatch(
    /^__Host-dlo\.session_token=.*; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
  );
  await secure.close();
});

test("while the database is away nobody is told that their password is wrong", async () => {
  const cut = await openDoor({ DATABASE_URL: "postgresql://dlo@127.0.0.1:1/dlo" }, undefined, door.database);

  const answers = [
    await cut.sendAuth(SIGN_IN, json({ email: "vera@example.com", password: PASSWORD })),
    await cut.send("/me", { headers: { cookie: await door.signIn("vera@example.com"), origin: BASE_URL } }),
    await cut.send("/me", { headers: { authorization: `Bearer dlo_${"x".repeat(43)}` } }),
  ];

  expect(answers.map((one) => one.status)).toEqual([503, 503, 503]);
  await cut.close();
});
