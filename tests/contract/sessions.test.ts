import { afterAll, beforeAll, expect, test } from "vitest";
import { makeLink } from "@/lib/operations/sign-in/links";
import { type Door, json, openDoor, PASSWORD } from "./door";
import { signInThrough, startProvider, type TestProvider } from "./oidc-provider";

let provider: TestProvider;
let door: Door;
let adminId: string;
let admin: Record<string, string>;
let veraId: string;
beforeAll(async () => {
  provider = await startProvider();
  door = await openDoor({ DLO_ALLOWED_PRIVATE_HOSTS: provider.host });
  adminId = await door.addUser("admin");
  admin = (await door.addToken(adminId, "admin")).headers as Record<string, string>;
  veraId = await door.addUser("viewer", "vera@example.com");
  await ask("PUT", "/sign-in-providers", { key: "corp", name: "Corp", issuer: provider.issuer, clientId: "dlo" });
});
afterAll(async () => {
  await door.close();
  await provider.stop();
});

const ask = async (method: string, path: string, body?: object, who: Record<string, string> = admin) => {
  const sent = method === "GET" ? { headers: who } : json(body ?? {}, who, method);
  const answer = await door.send(path, { ...sent, method });
  return { status: answer.status, body: await answer.json() };
};
const statusOf = async (cookie: string) => (await door.send("/me", { headers: { cookie } })).status;
const changePassword = (body: object, headers: Record<string, string>) =>
  door.sendAuth("/api/auth/password", json(body, headers));
const passwordOpens = async (email: string, password: string) =>
  (await door.sendAuth("/api/auth/sign-in/email", json({ email, password }))).status;
const identityOf = async (userId: string) => (await ask("GET", `/identities?userId=${userId}`)).body.items[0];

test("everybody sees where they are signed in, which one this is, and no token", async () => {
  const agent = {
    "user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
    "x-forwarded-for": "203.0.113.9",
  };
  await door.sendAuth("/api/auth/sign-in/email", json({ email: "vera@example.com", password: PASSWORD }, agent));
  const cookie = await door.signIn("vera@example.com");

  const { body } = await ask("GET", "/sessions", undefined, { cookie });

  expect(body.items.map(({ isCurrent }: { isCurrent: boolean }) => isCurrent).sort()).toEqual([false, true]);
  expect(body.items).toContainEqual(
    expect.objectContaining({ browser: "Firefox on Linux", ip: "203.0.113.9", isCurrent: false }),
  );
  const tokens = await door.rows("SELECT token FROM session");
  expect(tokens.filter(({ token }) => JSON.stringify(body).includes(String(token)))).toEqual([]);
});

test("one ends one's own sessions and nobody else's; who manages people ends anybody's", async () => {
  const own = await door.signIn("vera@example.com");
  const foreign = await door.signIn("admin@example.com");
  const idIn = async (cookie: string) =>
    (await ask("GET", "/sessions", undefined, { cookie })).body.items.find(
      (one: { isCurrent: boolean }) => one.isCurrent,
    ).id;
  const [ownId, foreignId] = [await idIn(own), await idIn(foreign)];

  const asVera = [
    await ask("DELETE", `/sessions/${foreignId}`, undefined, { cookie: own }),
    await ask("GET", `/sessions?userId=${adminId}`, undefined, { cookie: own }),
    await ask("POST", `/users/${adminId}/end-sessions`, undefined, { cookie: own }),
    await ask("DELETE", `/sessions/${ownId}`, undefined, { cookie: own }),
  ];

  expect(asVera.map(({ status }) => status)).toEqual([404, 404, 404, 200]);
  expect([await statusOf(own), await statusOf(foreign)]).toEqual([401, 200]);
  const last = await door.signIn("vera@example.com");
  expect((await ask("POST", `/users/${veraId}/end-sessions`)).body.endedCount).toBeGreaterThan(0);
  expect(await statusOf(last)).toBe(401);
});

test("one changes one's password with the old one; other sessions end, this one stays", async () => {
  const [here, elsewhere] = [await door.signIn("vera@example.com"), await door.signIn("vera@example.com")];

  const wrong = await changePassword({ before: "not my password", after: "a newer password" }, { cookie: here });
  const short = await changePassword({ before: PASSWORD, after: "short" }, { cookie: here });
  const right = await changePassword({ before: PASSWORD, after: "a newer password" }, { cookie: here });

  expect([wrong.status, short.status, right.status]).toEqual([422, 422, 200]);
  expect([await statusOf(here), await statusOf(elsewhere)]).toEqual([200, 401]);
  expect([
    await passwordOpens("vera@example.com", PASSWORD),
    await passwordOpens("vera@example.com", "a newer password"),
  ]).toEqual([401, 200]);
});

test("guessing one's password from a session is slowed down; a token and another site may not even try", async () => {
  const id = await door.addUser("viewer", "guess@example.com");
  const cookie = await door.signIn("guess@example.com");
  const guess = { before: "a wrong password", after: "a newer password" };
  const tries = await Promise.all(Array.from({ length: 10 }, () => changePassword(guess, { cookie })));
  const token = await door.addToken(id, "viewer");

  expect(tries.map(({ status }) => status).filter((status) => status === 429).length).toBeGreaterThan(0);
  expect((await changePassword(guess, { authorization: `Bearer ${token.text}` })).status).toBe(401);
  expect((await changePassword(guess, { cookie, origin: "https://evil.example" })).status).toBe(403);
});

test("a password that an admin gives ends the sessions of that person, and is in no log", async () => {
  const cookie = await door.signIn("vera@example.com", "a newer password");

  const set = await ask("PUT", `/users/${veraId}/password`, { password: "given by the admin" });

  expect([set.status, await statusOf(cookie)]).toEqual([200, 401]);
  expect(await passwordOpens("vera@example.com", "given by the admin")).toBe(200);
  expect(await door.rows("SELECT 1 FROM audit_entry WHERE detail::text LIKE '%given by%'")).toEqual([]);
});

test("a link signs its person in, once, and not after its time", async () => {
  const link = async () =>
    new URL(await makeLink({ settings: door.web.settings }, door.web.nobody(new Headers()).db, veraId, 60)).hash.slice(
      1,
    );
  const redeem = (token: string) => door.sendAuth("/api/auth/sign-in/once", json({ token }));
  const replaced = await link();
  const token = await link();

  const answers = [await redeem(replaced), await redeem(token), await redeem(token)];
  const late = await link();
  await door.rows("UPDATE sign_in_link SET expires_at = now() - interval '1 second'");

  expect(answers.map(({ status }) => status)).toEqual([401, 200, 401]);
  expect((await redeem(late)).status).toBe(401);
  expect((await door.sendAuth(`/api/auth/sign-in/once?token=${token}`)).status).toBe(404);
});

test("the last admin keeps a way in, whatever is switched off, unlinked or removed", async () => {
  const passwordsOff = await ask("PUT", "/sign-in-ways/password", { isOn: false });
  provider.says({ sub: "00admin", email: "admin@example.com" });
  await signInThrough(door);
  const [waiting] = (await ask("GET", "/identities")).body.items;
  await ask("POST", `/identities/${waiting.id}/link`, { userId: adminId });
  const notUsedYet = await ask("PUT", "/sign-in-ways/password", { isOn: false });
  await signInThrough(door);
  const used = await ask("PUT", "/sign-in-ways/password", { isOn: false });
  const { id, version } = (await ask("GET", "/sign-in-providers")).body.items[0];
  const off = { key: "corp", name: "Corp", issuer: provider.issuer, clientId: "dlo", isOn: false, version };

  const answers = [
    await ask("POST", `/identities/${waiting.id}/unlink`),
    await ask("PUT", "/sign-in-providers", off),
    await ask("DELETE", `/sign-in-providers/${id}`),
    await ask("DELETE", `/users/${adminId}`),
  ];

  expect([passwordsOff.status, notUsedYet.status, used.status]).toEqual([409, 409, 200]);
  expect(answers.map(({ status, body }) => [status, body.code])).toEqual(Array(4).fill([409, "last-admin"]));
  expect(await passwordOpens("vera@example.com", "given by the admin")).toBe(403);
  expect((await identityOf(adminId)).lastSignedInAt).not.toBeNull();
});

test("an identity that was unlinked lets nobody in, and makes nobody, until it is linked again", async () => {
  await ask("PUT", "/sign-in-ways/password", { isOn: true });
  provider.says({ sub: "00new", email: "new@corp.example" });
  const { cookie } = await signInThrough(door);
  const { id: userId } = (await ask("GET", "/me", undefined, { cookie: cookie ?? "" })).body;
  const identity = await identityOf(userId);

  await ask("POST", `/identities/${identity.id}/unlink`);

  expect(await statusOf(cookie ?? "")).toBe(401);
  provider.says({ sub: "00new", email: "other@corp.example" });
  expect((await signInThrough(door)).problem).toBe("not-invited");
});

test("a removed provider's groups and sessions end with it; made again, it lets the same people in", async () => {
  provider.says({ sub: "00eve", email: "eve@corp.example", groups: ["ops"] });
  await ask("PUT", "/sign-in-providers", {
    key: "corp",
    name: "Corp",
    issuer: provider.issuer,
    clientId: "dlo",
    groupsClaim: "groups",
    version: 1,
  });
  const { cookie } = await signInThrough(door);
  const me = (await ask("GET", "/me", undefined, { cookie: cookie ?? "" })).body;
  const { id } = (await ask("GET", "/sign-in-providers")).body.items[0];

  expect((await ask("DELETE", `/sign-in-providers/${id}`)).status).toBe(200);

  expect([await statusOf(cookie ?? ""), (await identityOf(me.id)).groups]).toEqual([401, []]);
  await ask("PUT", "/sign-in-providers", { key: "again", name: "Corp", issuer: provider.issuer, clientId: "dlo" });
  const back = await signInThrough(door, { key: "again" });
  expect((await ask("GET", "/me", undefined, { cookie: back.cookie ?? "" })).body.id).toBe(me.id);
});
