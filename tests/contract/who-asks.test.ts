import { afterAll, beforeAll, expect, test } from "vitest";
import { ROLES } from "@/lib/core/access/capabilities";
import { DEMO_PASSWORD } from "@/lib/core/demo";
import { type Door, json, openDoor, PASSWORD } from "./door";

let door: Door;
let operatorId: string;
beforeAll(async () => {
  door = await openDoor();
  operatorId = await door.addUser("operator");
});
afterAll(() => door.close());

/** Signs in as the operator, whose other sessions end before. */
const theOnlySession = async () => {
  await door.rows("DELETE FROM session");
  return door.signIn("operator@example.com");
};
const me = async (headers: HeadersInit) => {
  const answer = await door.send("/me", { headers });
  return { status: answer.status, body: await answer.json() };
};

const VIEWER = [...ROLES.viewer].sort();

test("a token has its own capabilities, for its owner", async () => {
  const token = await door.addToken(operatorId, "viewer");

  const { status, body } = await me(token.headers);

  expect([status, body.kind, body.capabilities.sort()]).toEqual([200, "token", VIEWER]);
});

test("a token loses what its owner loses, on the next request", async () => {
  const id = await door.addUser("admin", "falls@example.com");
  const token = await door.addToken(id, "admin");
  await door.rows("UPDATE access_grant SET role = 'viewer' WHERE subject = $1", [id]);

  expect((await me(token.headers)).body.capabilities.sort()).toEqual(VIEWER);
});

test("a revoked token is refused on the next request", async () => {
  const token = await door.addToken(operatorId, "operator");
  expect((await me(token.headers)).status).toBe(200);

  await door.rows("UPDATE api_token SET revoked_at = now() WHERE id = $1", [token.id]);

  expect((await me(token.headers)).status).toBe(401);
});

test("an expired token is refused", async () => {
  const token = await door.addToken(operatorId, "operator", new Date(Date.now() - 1000));

  expect((await me(token.headers)).status).toBe(401);
});

test.each(["Bearer dlo_wrongwrongwrongwrongwrong", "Bearer ", "Basic YWRhOmFkYQ==", "dlo_x", "Bearer dlo_' OR 1=1 --"])(
  "%s opens nothing, even beside a valid cookie",
  async (authorization) => {
    const cookie = await door.signIn("operator@example.com");

    expect((await me({ authorization, cookie })).status).toBe(401);
  },
);

test("the last use of a token is noted at most once a minute", async () => {
  const token = await door.addToken(operatorId, "operator");
  const lastUse = async () =>
    (await door.rows("SELECT last_used_at FROM api_token WHERE id = $1", [token.id]))[0]?.last_used_at;
  await me(token.headers);
  const first = await lastUse();

  await me(token.headers);

  expect(first).toBeInstanceOf(Date);
  expect(await lastUse()).toEqual(first);
});

test("the text of a token is nowhere in the database", async () => {
  const cookie = await door.signIn("operator@example.com");
  const made = await door.send("/tokens", json({ name: "ci", role: "viewer" }, { cookie }));
  const { token } = await made.json();
  await me({ authorization: `Bearer ${token}` });

  const found = await door.rows(
    `SELECT table_name FROM information_schema.tables t
     WHERE table_schema = 'public' AND table_type = 'BASE TABLE'
     AND query_to_xml(format('SELECT * FROM %I', table_name), true, false, '')::text LIKE '%' || $1 || '%'`,
    [token],
  );

  expect(made.status).toBe(201);
  expect(found).toEqual([]);
});

test("a session that rested for 8 hours is over, and stays over", async () => {
  const cookie = await theOnlySession();
  await door.rows("UPDATE session SET updated_at = now() - interval '8 hours 1 minute'");

  expect((await me({ cookie })).status).toBe(401);
  expect(await door.rows("SELECT id FROM session")).toEqual([]);
});

test("a session that is used all day is over after 24 hours", async () => {
  const cookie = await theOnlySession();
  await door.rows(
    "UPDATE session SET created_at = now() - interval '24 hours 1 minute', expires_at = now() + interval '1 day'",
  );

  expect((await me({ cookie })).status).toBe(401);
});

test("using a session keeps it from resting", async () => {
  const cookie = await theOnlySession();
  await door.rows("UPDATE session SET updated_at = now() - interval '7 hours'");

  expect((await me({ cookie })).status).toBe(200);

  const [session] = await door.rows("SELECT now() - updated_at < interval '1 minute' AS is_fresh FROM session");
  expect(session?.is_fresh).toBe(true);
});

test("a cookie with one changed letter is nobody's", async () => {
  const cookie = await door.signIn("operator@example.com");

  expect((await me({ cookie: cookie.replace(/=(.)/, (_, letter) => `=${letter === "a" ? "b" : "a"}`) })).status).toBe(
    401,
  );
});

test("the demo's people cannot sign in where it is not the demo", async () => {
  await door.addUser("admin", "admin@demo.invalid");

  const answers = await Promise.all(
    [PASSWORD, DEMO_PASSWORD].map((password) =>
      door.sendAuth("/api/auth/sign-in/email", json({ email: "Admin@demo.invalid", password })),
    ),
  );

  expect(answers.map((one) => one.status)).toEqual([401, 401]);
});
