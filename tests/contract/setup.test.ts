import { createHash, randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { offerSetup } from "@/app/_http/start";
import { type Door, json, openDoor } from "./door";

let door: Door;
beforeAll(async () => {
  door = await openDoor();
});
afterAll(() => door.close());

const ADMIN = { name: "Ada", email: "ada@example.com", password: "correct horse battery" };
const make = (token: string, admin: object = ADMIN) => door.send("/setup", json({ token, ...admin }));
const linkIn = (said: string[]) => new URL(/http\S+/.exec(said.join("\n"))?.[0] ?? "");

test("the link printed at first start makes the first admin, once", async () => {
  const said: string[] = [];
  await offerSetup(door.web, (text) => said.push(text));
  const token = linkIn(said).searchParams.get("token") ?? "";

  const made = await make(token);

  expect([made.status, (await made.json()).grants[0].role]).toEqual([201, "admin"]);
  expect((await make(token, { ...ADMIN, email: "second@example.com" })).status).toBe(403);
  await door.signIn(ADMIN.email, ADMIN.password);
  expect(await door.rows("SELECT action, actor_kind FROM audit_entry WHERE action = 'setup.completed'")).toHaveLength(
    1,
  );
});

test("once there is somebody, no link is printed", async () => {
  const said: string[] = [];

  await offerSetup(door.web, (text) => said.push(text));

  expect(said).toEqual([]);
});

test("each start prints a new link and closes the one before; only its hash is kept", async () => {
  const fresh = await openDoor();
  const said: string[] = [];
  await offerSetup(fresh.web, (text) => said.push(text));
  const first = linkIn(said).searchParams.get("token") ?? "";
  await offerSetup(fresh.web, () => undefined);

  const answer = await fresh.send("/setup", json({ token: first, ...ADMIN }));

  expect(answer.status).toBe(403);
  expect(await fresh.rows("SELECT 1 FROM setting WHERE value::text LIKE '%' || $1 || '%'", [first])).toEqual([]);
  await fresh.close();
});

test.each([randomBytes(32).toString("base64url"), createHash("sha256").update("x").digest("hex")])(
  "a made-up token is refused",
  async (token) => {
    const fresh = await openDoor();
    await offerSetup(fresh.web, () => undefined);

    expect((await fresh.send("/setup", json({ token, ...ADMIN }))).status).toBe(403);
    await fresh.close();
  },
);

test("a short password is refused by name", async () => {
  const answer = await make("x".repeat(43), { ...ADMIN, password: "short" });

  expect([answer.status, (await answer.json()).fields]).toEqual([
    422,
    [{ field: "password", message: "needs at least 12 characters" }],
  ]);
});
