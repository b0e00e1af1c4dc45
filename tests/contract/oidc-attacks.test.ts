import { generateKeyPairSync } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { type Door, json, openDoor } from "./door";
import {
  comeBackTo,
  type Forge,
  leave,
  publicPem,
  signInThere,
  signInThrough,
  startProvider,
  type TestProvider,
  tokenOf,
} from "./oidc-provider";

let provider: TestProvider;
let other: TestProvider;
let door: Door;
let admin: HeadersInit;
const ADA = { sub: "00ada", email: "ada@corp.example", name: "Ada" };
const seconds = () => Math.floor(Date.now() / 1000);

beforeAll(async () => {
  [provider, other] = [await startProvider(), await startProvider()];
  door = await openDoor({ DLO_ALLOWED_PRIVATE_HOSTS: `${provider.host},${other.host}` });
  admin = (await door.addToken(await door.addUser("admin"), "admin")).headers;
  // What the provider offers is wider than what people allowed: only that may decide.
  provider.server.service.on("beforeWellKnownOpenIdConfiguration", (answer) =>
    Object.assign(answer.body as object, {
      id_token_signing_alg_values_supported: ["RS256", "ES256", "HS256", "none"],
    }),
  );
  await put("corp", provider.issuer);
  await put("other", other.issuer);
});
afterAll(async () => {
  await door.close();
  await provider.stop();
  await other.stop();
});
beforeEach(() => provider.says(ADA));
afterEach(async () => {
  // Whatever was tried: nobody is in, nobody was made.
  expect(await door.rows("SELECT id FROM session")).toEqual([]);
  expect(await door.rows("SELECT id FROM user_identity")).toEqual([]);
});

async function put(key: string, issuer: string, change: object = {}) {
  const body = { key, name: key, issuer, clientId: "dlo", clientSecret: "s3cret", ...change };
  const answer = await door.send("/sign-in-providers", json(body, admin as Record<string, string>, "PUT"));
  return { status: answer.status, body: await answer.json() };
}
const stranger = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
const rs256 = { alg: "RS256", kid: "first" };
/** A token that differs from a right one in these claims, rightly signed. */
const changed =
  (change: object): Forge =>
  (claims, { secret }) =>
    tokenOf(rs256, { ...claims, ...change }, secret);

const FORGED: Record<string, Forge> = {
  "another nonce": changed({ nonce: "another" }),
  "no nonce": changed({ nonce: undefined }),
  "another audience": changed({ aud: "another-client" }),
  "another audience beside ours": changed({ aud: ["dlo", "another-client"] }),
  "another party that it was issued to": changed({ azp: "another-client" }),
  "another issuer": changed({ iss: "https://evil.example" }),
  "the issuer with a slash more": (claims, key) => changed({ iss: `${claims.iss}/` })(claims, key),
  "an end in the past": changed({ exp: seconds() - 120 }),
  "no end": changed({ exp: undefined }),
  "a beginning in the future": changed({ iat: seconds() + 300 }),
  "a time before which it does not hold": changed({ nbf: seconds() + 300 }),
  "no subject": changed({ sub: undefined }),
  "a subject that is no text": changed({ sub: 7 }),
  "alg none": (claims) => tokenOf({ alg: "none" }, claims),
  "alg None": (claims) => tokenOf({ alg: "None" }, claims),
  "HS256 over the public key": (claims, { secret }) =>
    tokenOf({ alg: "HS256", kid: "first" }, claims, publicPem(secret)),
  "HS256 over the client secret": (claims) => tokenOf({ alg: "HS256" }, claims, "s3cret"),
  "an algorithm of the provider that nobody allowed": (claims, { elliptic }) =>
    tokenOf({ alg: "ES256", kid: "elliptic" }, claims, elliptic),
  "the name of a key that the provider has not": (claims) => tokenOf({ alg: "RS256", kid: "second" }, claims, stranger),
  "the signature of a stranger's key": (claims) => tokenOf(rs256, claims, stranger),
  "a key that it brings along": (claims) =>
    tokenOf({ alg: "RS256", jwk: { kty: "RSA", e: "AQAB", n: "x" } }, claims, stranger),
  "a critical header of nobody's": (claims, { secret }) => tokenOf({ ...rs256, crit: ["x"], x: 1 }, claims, secret),
  "no signature": (claims, { secret }) => tokenOf(rs256, claims, secret).replace(/[^.]+$/, ""),
  "other claims under the same signature": (claims, { secret }) => {
    const [head, , signature] = tokenOf(rs256, claims, secret).split(".");
    return [head, tokenOf(rs256, { ...claims, sub: "00admin" }).split(".")[1], signature].join(".");
  },
  "no form of a token": () => "nonsense",
};

test.each(Object.entries(FORGED))("an ID token with %s is refused", async (_, forge) => {
  provider.says(ADA, forge);

  const back = await signInThrough(door, { next: "/runs" });

  expect([back.status, back.problem, back.cookie]).toEqual([303, "token-refused", undefined]);
});

test("the same token without any of that is taken", async () => {
  provider.says(ADA, changed({ aud: ["dlo"], azp: "dlo" }));

  expect((await signInThrough(door)).cookie).toBeDefined();
  await everybodyOut();
});

test("an algorithm that somebody allowed is taken", async () => {
  await put("corp", provider.issuer, { version: 1, algorithms: ["ES256"] });
  provider.says(ADA, (claims, { elliptic }) => tokenOf({ alg: "ES256", kid: "elliptic" }, claims, elliptic));

  expect((await signInThrough(door)).cookie).toBeDefined();
  await everybodyOut();
  await put("corp", provider.issuer, { version: 2 });
});

test("userinfo of somebody else is refused", async () => {
  const { email: _, ...thin } = ADA;
  provider.says(thin, undefined, { sub: "00admin", email: "admin@example.com" });

  expect((await signInThrough(door)).problem).toBe("token-refused");
});

test.each([
  ["another state", (address: URL) => address.searchParams.set("state", "x".repeat(43))],
  ["no state", (address: URL) => address.searchParams.delete("state")],
  ["two states", (address: URL) => address.searchParams.append("state", "x".repeat(43))],
])("an answer with %s is refused before the provider is asked", async (_, change) => {
  const left = await leave(door);
  const address = await signInThere(left.url);
  const asked = provider.asked.length;
  change(address);

  expect((await comeBackTo(door, address, left.cookie)).problem).toBe("sign-in-expired");
  expect(provider.asked.length).toBe(asked);
  const [entry] = await door.rows("SELECT action, detail FROM audit_entry ORDER BY id DESC LIMIT 1");
  expect(entry).toMatchObject({ action: "access.denied", detail: { operation: "/api/auth/oidc/callback" } });
});

test.each([
  ["no cookie", () => undefined],
  ["the cookie of a browser that began another sign-in", async () => (await leave(door)).cookie],
  ["two cookies", (own: string) => `${own}; dlo.sign_in=${"x".repeat(43)}`],
])("somebody else's answer with %s signs nobody in", async (_, cookieOf: (own: string) => unknown) => {
  const left = await leave(door);
  const address = await signInThere(left.url);
  const asked = provider.asked.length;

  const back = await comeBackTo(door, address, (await cookieOf(left.cookie)) as string | undefined);

  expect([back.problem, provider.asked.length]).toEqual(["sign-in-expired", asked]);
});

test("an answer after ten minutes is refused", async () => {
  const left = await leave(door);
  const address = await signInThere(left.url);
  await door.rows("UPDATE sign_in_attempt SET expires_at = now() - interval '1 second'");

  expect((await comeBackTo(door, address, left.cookie)).problem).toBe("sign-in-expired");
});

test("an answer works once, also when it comes twice at the same moment", async () => {
  const left = await leave(door);
  const address = await signInThere(left.url);

  const backs = await Promise.all([comeBackTo(door, address, left.cookie), comeBackTo(door, address, left.cookie)]);
  const again = await comeBackTo(door, address, left.cookie);

  expect(backs.filter(({ cookie }) => cookie !== undefined)).toHaveLength(1);
  expect(again.problem).toBe("sign-in-expired");
  await everybodyOut();
});

test("a code that was used is refused, though state and cookie are new", async () => {
  const first = await leave(door);
  const used = await signInThere(first.url);
  await comeBackTo(door, used, first.cookie);
  await everybodyOut();
  const second = await leave(door);
  const address = await signInThere(second.url);
  address.searchParams.set("code", used.searchParams.get("code") ?? "");

  expect((await comeBackTo(door, address, second.cookie)).cookie).toBeUndefined();
});

test("a code that another browser got is refused: PKCE binds it to the one that asked", async () => {
  const victim = await signInThere((await leave(door)).url);
  const attacker = await leave(door);
  const address = await signInThere(attacker.url);
  address.searchParams.set("code", victim.searchParams.get("code") ?? "");

  expect((await comeBackTo(door, address, attacker.cookie)).cookie).toBeUndefined();
});

test("an answer of one provider is not taken for another's", async () => {
  const left = await leave(door);
  const address = await signInThere(left.url);
  address.searchParams.set("iss", other.issuer);
  const asked = provider.asked.length;

  expect((await comeBackTo(door, address, left.cookie)).problem).toBe("token-refused");
  expect(provider.asked.length).toBe(asked);
});

test("a provider that says no is quoted to nobody", async () => {
  const left = await leave(door);
  const address = new URL("http://127.0.0.1:3000/api/auth/oidc/callback");
  address.searchParams.set("state", new URL(left.url).searchParams.get("state") ?? "");
  address.searchParams.set("error", "access_denied");
  address.searchParams.set("error_description", "<script>alert(1)</script>");

  const back = await comeBackTo(door, address, left.cookie);

  expect([back.location, back.problem]).toEqual(["/sign-in?problem=provider-refused", "provider-refused"]);
});

test.each([
  "//evil.example",
  "https://evil.example/",
  "/\\evil.example",
  "/%09/evil.example\t",
  "/..//evil.example",
  { a: 1 },
])("a way on to %j is home", async (next) => {
  const back = await signInThrough(door, { next });

  expect(back.location).toMatch(/^\/(%09\/evil\.example)?$/);
  await everybodyOut();
});

test("what is asked of the start is a small JSON document of our own pages", async () => {
  const start = (init: RequestInit) => door.sendAuth("/api/auth/oidc/start", { method: "POST", ...init });

  const answers = [
    await start(json({ provider: "corp" }, { origin: "https://evil.example" })),
    await start(json({ provider: "corp" }, { "sec-fetch-site": "cross-site" })),
    await start({ body: "provider=corp", headers: { "content-type": "application/x-www-form-urlencoded" } }),
    await start(json({ provider: "nobody" })),
    await start(json({ provider: { $ne: "" } })),
    await start(json({ provider: "corp", next: "x".repeat(5000) })),
    await door.sendAuth("/api/auth/oidc/start"),
    await door.sendAuth("/api/auth/oidc/callback", json({})),
    await door.sendAuth("/api/auth/oidc/callback/", {}),
    await door.sendAuth("/api/auth/oidc%2fcallback", {}),
  ];

  expect(answers.map(({ status }) => status)).toEqual([403, 403, 415, 404, 422, 413, 404, 404, 404, 404]);
});

test("a provider that is off or gone lets nobody in who is on the way", async () => {
  const left = await leave(door, { key: "other" });
  const address = await signInThere(left.url);
  await put("other", other.issuer, { isOn: false, version: 1 });

  expect((await comeBackTo(door, address, left.cookie)).problem).toBe("provider-off");
  expect((await door.sendAuth("/api/auth/oidc/start", json({ provider: "other" }))).status).toBe(404);
  await put("other", other.issuer, { isOn: true, version: 2 });
});

test.each([
  ["a metadata address", "https://169.254.169.254", "refused-address"],
  ["a private address", "https://10.0.0.1/realms/x", "refused-address"],
  ["this machine by another name", "https://[::ffff:127.0.0.1]", "refused-address"],
  ["http where nobody named the host", "http://idp.example", "refused-address"],
])("%s as issuer is asked by nobody", async (_, issuer, verdict) => {
  const made = await put("odd", issuer);
  const path = `/sign-in-providers/${made.body.id}`;

  const tested = await (await door.send(`${path}/test`, json({}, admin as Record<string, string>))).json();

  expect([made.status, tested.verdict]).toEqual([200, verdict]);
  expect((await door.sendAuth("/api/auth/oidc/start", json({ provider: "odd" }))).status).toBe(503);
  await door.send(path, { method: "DELETE", headers: admin });
});

test("a provider that points elsewhere inside is not followed there", async () => {
  const { service } = other.server;
  const verdictWith = async (change: object) => {
    service.once("beforeWellKnownOpenIdConfiguration", (answer) => Object.assign(answer.body as object, change));
    const [row] = await door.rows("SELECT id FROM identity_provider WHERE key = 'other'");
    const answer = await door.send(`/sign-in-providers/${row?.id}/test`, json({}, admin as Record<string, string>));
    return (await answer.json()).verdict;
  };

  expect(await verdictWith({})).toBe("ready");
  expect(await verdictWith({ issuer: provider.issuer })).toBe("wrong-issuer");
  expect(await verdictWith({ issuer: `${other.issuer}/` })).toBe("wrong-issuer");
  expect(await verdictWith({ jwks_uri: "http://169.254.169.254/keys" })).toBe("refused-address");
  expect(await verdictWith({ id_token_signing_alg_values_supported: ["HS256", "none"] })).toBe("no-common-algorithm");
  expect(await verdictWith({ token_endpoint: undefined })).toBe("no-code-flow");
});

test("a provider cannot send the browser to a script", async () => {
  const { service } = other.server;
  const version = (await door.rows("SELECT version FROM identity_provider WHERE key = 'other'"))[0]?.version;
  await put("other", other.issuer, { version });
  service.once("beforeWellKnownOpenIdConfiguration", (answer) =>
    Object.assign(answer.body as object, { authorization_endpoint: "javascript:alert(1)//" }),
  );

  expect((await door.sendAuth("/api/auth/oidc/start", json({ provider: "other" }))).status).toBe(503);
});

test("no token, no code and no secret of a sign-in is in the audit log", async () => {
  const codes: string[] = [];
  provider.says(ADA, (claims, { secret }) => {
    codes.push(String(claims.nonce));
    return tokenOf(rs256, { ...claims, aud: "x" }, secret);
  });
  await signInThrough(door);

  const [entry] = await door.rows("SELECT detail::text AS text, action FROM audit_entry ORDER BY id DESC LIMIT 1");
  expect(entry?.action).toBe("user.sign-in-failed");
  expect(codes).toHaveLength(1);
  expect(entry?.text).not.toContain(codes[0]);
});

/** What a successful sign-in leaves, taken away again. */
async function everybodyOut(): Promise<void> {
  await door.rows("DELETE FROM user_identity");
  await door.rows("DELETE FROM session");
  await door.rows("DELETE FROM app_user WHERE email = $1", [ADA.email]);
}
