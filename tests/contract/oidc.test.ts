import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type Door, json, openDoor, PASSWORD } from "./door";
import { leave, signInThrough, startProvider, type TestProvider } from "./oidc-provider";

let provider: TestProvider;
let door: Door;
let admin: HeadersInit;
let adminId: string;
beforeAll(async () => {
  provider = await startProvider();
  door = await openDoor({ DLO_ALLOWED_PRIVATE_HOSTS: provider.host });
  adminId = await door.addUser("admin");
  admin = (await door.addToken(adminId, "admin")).headers;
  await put({ clientSecret: "s3cret-of-the-client" });
});
afterAll(async () => {
  await door.close();
  await provider.stop();
});
beforeEach(() =>
  provider.says({ sub: "00ada", email: "ada@corp.example", name: "Ada", groups: ["ops", "dlo-admins"] }),
);

const RIGHT = { key: "corp", name: "Corp", clientId: "dlo", groupsClaim: "groups" };
const ask = async (method: string, path: string, body: object | null = {}, who = admin) => {
  const answer = await door.send(path, {
    ...(body && json(body, {}, method)),
    method,
    headers: { ...(body && json({}).headers), ...who },
  });
  return { status: answer.status, body: await answer.json() };
};
const put = async (change: object = {}) =>
  (await ask("PUT", "/sign-in-providers", { ...RIGHT, issuer: provider.issuer, ...change })).body;
const meOf = async (cookie: string | undefined) =>
  (await door.send("/me", { headers: { cookie: cookie ?? "" } })).json();
const lastEntry = async () =>
  (await door.rows("SELECT action, actor_id, object_id, detail FROM audit_entry ORDER BY id DESC LIMIT 1"))[0];
const waiting = async () => (await ask("GET", "/identities", null)).body.items;

test("somebody new is signed in as a person without rights, led to where they wanted to go", async () => {
  const back = await signInThrough(door, { next: "/failures?tab=all" });

  const me = await meOf(back.cookie);
  expect([back.status, back.location]).toEqual([303, "/failures?tab=all"]);
  expect(me).toMatchObject({ name: "Ada", kind: "user", capabilities: [] });
  expect(await lastEntry()).toMatchObject({ action: "user.signed-in", actor_id: me.id, detail: { provider: "corp" } });
  expect(await door.rows("SELECT action, detail FROM audit_entry WHERE action = 'user.created'")).toMatchObject([
    { detail: { email: "ada@corp.example", provider: "corp" } },
  ]);
});

test("the browser is sent with PKCE, state and nonce, and keeps a cookie of ten minutes that scripts cannot read", async () => {
  const { url, kept } = await leave(door);

  const sent = Object.fromEntries(new URL(url).searchParams);
  expect(sent).toMatchObject({
    response_type: "code",
    client_id: "dlo",
    redirect_uri: "http://127.0.0.1:3000/api/auth/oidc/callback",
    code_challenge_method: "S256",
    scope: "openid profile email",
  });
  expect([sent.state, sent.nonce, sent.code_challenge].map((text) => text?.length)).toEqual([43, 43, 43]);
  expect(kept).toMatch(/^dlo\.sign_in=[\w-]{43}; Max-Age=600; Path=\/; HttpOnly; SameSite=Lax$/);
  expect(await door.rows("SELECT 1 FROM sign_in_attempt WHERE state_hash = $1", [sent.state])).toEqual([]);
});

test("groups of the last sign-in give the rights that somebody granted to them, and no others", async () => {
  await door.rows(
    `INSERT INTO access_grant (id, subject_kind, subject, role, selector) VALUES ('gnt_ops', 'group', 'corp:ops', 'operator', '{"kind":"all"}')`,
  );
  const first = await signInThrough(door);
  const before = await meOf(first.cookie);
  provider.says({ sub: "00ada", email: "ada@corp.example", name: "Ada", groups: "others else" });

  const second = await signInThrough(door, { cookie: first.cookie ?? "" });

  expect(before.capabilities).toContain("plans.apply");
  expect((await meOf(second.cookie)).capabilities).toEqual([]);
  const [row] = await door.rows("SELECT groups FROM user_identity WHERE subject = '00ada'");
  expect(row?.groups).toEqual(["others", "else"]);
});

test("signing in again ends the session that the browser came with, through a provider and by password", async () => {
  const first = await signInThrough(door);
  const second = await signInThrough(door, { cookie: first.cookie ?? "" });
  const third = await door.sendAuth(
    "/api/auth/sign-in/email",
    json({ email: "admin@example.com", password: PASSWORD }, { cookie: second.cookie ?? "" }),
  );

  expect(second.cookie).not.toBe(first.cookie);
  expect((await meOf(first.cookie)).status).toBe(401);
  expect(third.status).toBe(200);
  expect((await meOf(second.cookie)).status).toBe(401);
});

test("a known e-mail opens nothing: an identity of another provider waits until an admin links it", async () => {
  const veraId = await door.addUser("viewer", "vera@corp.example");
  provider.says({ sub: "00vera", email: "Vera@corp.example", name: "Vera" });

  const refused = await signInThrough(door, { next: "/runs" });

  expect([refused.problem, refused.cookie]).toEqual(["identity-not-linked", undefined]);
  expect(refused.location).toContain("next=%2Fruns");
  const [identity] = await waiting();
  expect(identity).toMatchObject({ subject: "00vera", userId: null, sameEmailUserId: veraId });
  expect(await lastEntry()).toMatchObject({
    action: "identity.refused",
    object_id: identity.id,
    detail: { subject: "00vera", why: "identity-not-linked" },
  });

  const linked = await ask("POST", `/identities/${identity.id}/link`, { userId: veraId });

  expect([linked.status, linked.body.userId, linked.body.emailAtLink]).toEqual([200, veraId, "vera@corp.example"]);
  expect(await meOf((await signInThrough(door)).cookie)).toMatchObject({ id: veraId });
});

test("another e-mail at the provider changes nothing here, and is noted", async () => {
  const before = await meOf((await signInThrough(door)).cookie);
  provider.says({ sub: "00ada", email: "admin@example.com", name: "Ada" });

  const after = await meOf((await signInThrough(door)).cookie);

  expect(after.id).toBe(before.id);
  expect(await lastEntry()).toMatchObject({
    detail: { emailChange: { before: "ada@corp.example", after: "admin@example.com" } },
  });
  const [user] = await door.rows("SELECT email FROM app_user WHERE id = $1", [before.id]);
  expect(user?.email).toBe("ada@corp.example");
});

test("without leave to make people, and without a verified e-mail, somebody new waits", async () => {
  const { version } = (await ask("GET", "/sign-in-providers", null)).body.items[0];
  provider.says({ sub: "00unverified", email: "new@corp.example", email_verified: false });
  const unverified = await signInThrough(door);
  await put({ createsPeople: false, version });
  provider.says({ sub: "00new", email: "new@corp.example" });

  const uninvited = await signInThrough(door);

  expect([unverified.problem, uninvited.problem]).toEqual(["not-invited", "not-invited"]);
  expect(await door.rows("SELECT 1 FROM app_user WHERE email = 'new@corp.example'")).toEqual([]);
  await put({ version: version + 1 });
});

test("a removed person is refused, and so are their tokens, until they are let in again", async () => {
  const first = await signInThrough(door);
  const { id } = await meOf(first.cookie);
  const token = await door.addToken(id, "viewer");

  expect((await ask("DELETE", `/users/${id}`, null)).status).toBe(200);

  const answers = [await meOf(first.cookie), await (await door.send("/me", { headers: token.headers })).json()];
  expect(answers.map(({ status }) => status)).toEqual([401, 401]);
  expect((await signInThrough(door)).problem).toBe("person-removed");
  expect(await lastEntry()).toMatchObject({ action: "identity.refused", detail: { why: "person-removed" } });
  await expect(door.addToken(id, "viewer")).rejects.toThrow("removed");
  expect((await ask("POST", `/users/${id}/restore`)).status).toBe(200);
  expect((await signInThrough(door)).problem).toBeNull();
});

test("somebody new who comes in two browsers at the same moment is one person", async () => {
  provider.says({ sub: "00twice", email: "twice@corp.example" });

  const backs = await Promise.all([signInThrough(door), signInThrough(door), signInThrough(door)]);

  const people = await Promise.all(backs.map(async ({ cookie }) => (await meOf(cookie)).id));
  expect(new Set(people).size).toBe(1);
  expect(await door.rows("SELECT id FROM app_user WHERE email = 'twice@corp.example'")).toEqual([{ id: people[0] }]);
});

test("a removed person's right password is refused like a wrong one", async () => {
  const id = await door.addUser("viewer", "gone@example.com");
  const signIn = (password: string) =>
    door.sendAuth("/api/auth/sign-in/email", json({ email: "gone@example.com", password }));
  await ask("DELETE", `/users/${id}`, null);

  const [right, wrong] = [await signIn(PASSWORD), await signIn("another password")];

  expect([right.status, (await right.json()).detail]).toEqual([wrong.status, (await wrong.json()).detail]);
  expect(right.status).toBe(401);
});

test("a client secret is shown to nobody and lies sealed in the database", async () => {
  const shown = JSON.stringify((await ask("GET", "/sign-in-providers", null)).body);
  const [row] = await door.rows("SELECT row_to_json(p)::text AS text, secret_sealed FROM identity_provider p");

  expect(shown).toContain('"hasClientSecret":true');
  expect(shown + row?.text).not.toContain("s3cret-of-the-client");
  expect(Buffer.from(row?.secret_sealed as Buffer).toString("latin1")).not.toContain("s3cret");
  expect(await door.rows("SELECT 1 FROM audit_entry WHERE detail::text LIKE '%s3cret%'")).toEqual([]);
});

test("two admins who change the same provider: the second is told", async () => {
  const { version } = (await ask("GET", "/sign-in-providers", null)).body.items[0];

  const answers = [
    await put({ name: "Corp SSO", version }),
    await put({ name: "Other", version }),
    await put({ name: "Third" }),
  ];

  expect(answers.map(({ name, code }) => name ?? code)).toEqual(["Corp SSO", "settings-changed", "already-exists"]);
  const moved = await put({ version: version + 1, issuer: "https://idp.example" });
  expect(moved.fields).toEqual([{ field: "issuer", message: expect.stringContaining("stays") }]);
});

test("anybody may see the names of the ways in, and nothing else of them", async () => {
  const ways = await ask("GET", "/sign-in-ways", null, {});

  expect(ways.body).toEqual({ isPasswordOn: true, providers: [{ key: "corp", name: "Corp SSO" }] });
});

test("who may not do everything changes no provider, and makes no way in to who may do more", async () => {
  await door.rows(`INSERT INTO role (id, name, capabilities) VALUES ('role_people', 'people', '{users.manage}')`);
  const id = await door.addUser("viewer", "people@example.com");
  await door.rows("UPDATE access_grant SET role = 'role_people' WHERE subject = $1", [id]);
  const { headers } = await door.addToken(id, "admin");
  provider.says({ sub: "00people", email: "admin@example.com" });
  await signInThrough(door);
  const own = (await waiting()).find(({ subject }: { subject: string }) => subject === "00people");

  const answers = [
    await ask("PUT", "/sign-in-providers", { ...RIGHT, key: "mine", issuer: "https://mine.example" }, headers),
    await ask("PUT", "/sign-in-ways/password", { isOn: false }, headers),
    await ask("PUT", `/users/${adminId}/password`, { password: "a password of mine" }, headers),
    await ask("DELETE", `/users/${adminId}`, null, headers),
    await ask("POST", `/identities/${own.id}/link`, { userId: adminId }, headers),
  ];

  expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403]);
});
