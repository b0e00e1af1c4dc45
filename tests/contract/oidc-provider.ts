import { createHmac, createPrivateKey, createPublicKey, type JsonWebKey, type KeyObject, sign } from "node:crypto";
import { OAuth2Server } from "oauth2-mock-server";
import { type Door, json } from "./door";

export type Claims = Record<string, unknown>;
/** Makes the ID token that the provider gives, from the claims of a right one and the provider's own key. */
export type Forge = (claims: Claims, keys: { secret: KeyObject; elliptic: KeyObject }) => string;
const rightly: Forge = (claims, { secret }) => tokenOf({ alg: "RS256", kid: "first" }, claims, secret);

/** A provider on this machine, over real HTTP, that names whom the test says and forges what the test wants. */
export async function startProvider() {
  const server = new OAuth2Server();
  await server.issuer.keys.generate("RS256", { kid: "first" });
  await server.start(0, "127.0.0.1");
  const issuer = `http://localhost:${server.address().port}`;
  await server.issuer.keys.generate("ES256", { kid: "elliptic" });
  const [secret, elliptic] = ["first", "elliptic"].map((kid) => {
    const key = server.issuer.keys.toJSON(true).find((one) => one.kid === kid);
    return createPrivateKey({ key: key as JsonWebKey, format: "jwk" });
  }) as [KeyObject, KeyObject];
  let claims: Claims = {};
  let userInfo: Claims = {};
  let forge = rightly;
  const asked: string[] = [];
  server.service.on("beforeTokenSigning", (token) => Object.assign(token.payload, claims));
  server.service.on("beforeResponse", (answer, request) => {
    asked.push(`${request.method} ${request.url}`);
    const body = answer.body as { id_token: string };
    body.id_token = forge(claimsIn(body.id_token), { secret, elliptic });
  });
  server.service.on("beforeUserinfo", (answer) => Object.assign(answer.body, { sub: claims.sub, ...userInfo }));
  return {
    issuer,
    host: new URL(issuer).host,
    server,
    /** Requests to the token endpoint. */
    asked,
    /** Who signs in from now on, how the token is made (rightly unless said), and what userinfo says besides. */
    says(next: Claims, how: Forge = rightly, info: Claims = {}) {
      claims = next;
      forge = how;
      userInfo = info;
    },
    stop: () => server.stop(),
  };
}
export type TestProvider = Awaited<ReturnType<typeof startProvider>>;

export function claimsIn(token: string): Claims {
  return JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString());
}
/** A signed token; without a key, an unsigned one. */
export function tokenOf(header: Claims, claims: Claims, key?: KeyObject | string): string {
  const part = (content: Claims) => Buffer.from(JSON.stringify(content)).toString("base64url");
  const text = `${part({ typ: "JWT", ...header })}.${part(claims)}`;
  if (key === undefined) return `${text}.`;
  const signature =
    typeof key === "string"
      ? createHmac("sha256", key).update(text).digest()
      : sign("sha256", Buffer.from(text), { key, dsaEncoding: "ieee-p1363" });
  return `${text}.${signature.toString("base64url")}`;
}
export function publicPem(key: KeyObject): string {
  return createPublicKey(key).export({ type: "spki", format: "pem" }).toString();
}

export interface Way {
  readonly cookie?: string;
  readonly next?: unknown;
  readonly key?: string;
}
let places = 0;

/** Leaves for the provider: the address there and the cookie that the browser keeps. */
export async function leave(door: Door, { cookie, next, key = "corp" }: Way = {}) {
  const headers = { "x-forwarded-for": `198.51.100.${++places % 250}`, ...(cookie && { cookie }) };
  const answer = await door.sendAuth("/api/auth/oidc/start", json({ provider: key, next }, headers));
  if (!answer.ok) throw new Error(`Cannot leave: ${answer.status} ${await answer.text()}`);
  const { url } = (await answer.json()) as { url: string };
  return { url, kept: answer.headers.getSetCookie()[0] ?? "", cookie: cookiesIn(answer) };
}

/** Signs in at the provider: the address that it sends the browser back to. */
export async function signInThere(url: string): Promise<URL> {
  const answer = await fetch(url, { redirect: "manual" });
  return new URL(answer.headers.get("location") ?? "nowhere:");
}

/** Comes back with this cookie. */
export async function comeBackTo(door: Door, address: URL, cookie: string | undefined) {
  const headers = cookie ? { cookie } : undefined;
  const answer = await door.sendAuth(`${address.pathname}${address.search}`, { headers });
  const location = answer.headers.get("location") ?? "";
  const problem = location.startsWith("/sign-in?") ? new URLSearchParams(location.slice(9)).get("problem") : null;
  return {
    status: answer.status,
    location,
    problem,
    cookie: sessionIn(answer),
    cookies: answer.headers.getSetCookie(),
  };
}

/** The whole way there and back. */
export async function signInThrough(door: Door, way: Way = {}) {
  const left = await leave(door, way);
  const cookie = [left.cookie, way.cookie].filter(Boolean).join("; ");
  return comeBackTo(door, await signInThere(left.url), cookie);
}

function cookiesIn(answer: Response): string {
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0])
    .join("; ");
}
function sessionIn(answer: Response): string | undefined {
  return answer.headers
    .getSetCookie()
    .find((cookie) => cookie.includes("session_token=") && !/Max-Age=0/.test(cookie))
    ?.split(";")[0];
}
