import { password } from "@/lib/contract/people";
import type { AuditAction } from "@/lib/core/audit";
import { isDemoEmail } from "@/lib/core/demo";
import { Forbidden, Invalid, NotFound, RateLimited, Unauthenticated, Unavailable } from "@/lib/core/errors";
import type { Ctx } from "@/lib/operations/context";
import { changePassword } from "@/lib/operations/people/passwords";
import { redeemLink } from "@/lib/operations/sign-in/links";
import { isPasswordOn } from "@/lib/operations/sign-in/password-switch";
import { CALLBACK_PATH } from "@/lib/operations/sign-in/providers";
import { MIN_PASSWORD_LENGTH } from "./auth";
import { web as theWeb, type Web } from "./context";
import { enter, noteEntered } from "./enter";
import { readJsonBody } from "./json-body";
import { beginOidc } from "./oidc/begin-oidc";
import { finishOidc } from "./oidc/finish-oidc";
import { isUnexpected, problemFrom } from "./problem";
import { refuseOtherSites } from "./same-origin";

const MAX_AUTH_BODY_BYTES = 16 * 1024;

/** All that is open here to the outside. Everything else that better-auth could do is not found. */
export const AUTH_ROUTES = [
  { method: "POST", path: "/api/auth/sign-in/email" },
  { method: "POST", path: "/api/auth/sign-in/once" },
  { method: "POST", path: "/api/auth/oidc/start" },
  { method: "GET", path: CALLBACK_PATH },
  { method: "POST", path: "/api/auth/password" },
  { method: "POST", path: "/api/auth/sign-out" },
  { method: "GET", path: "/api/auth/get-session" },
] as const;

type Answer = (web: Web, ctx: Ctx, request: Request) => Promise<Response>;

/** The one door besides the API: signing in and out. Audited; a session's token never leaves in a body. */
export function serveAuth(web: () => Web = theWeb): (request: Request) => Promise<Response> {
  return async (request) => {
    const ctx = web().nobody(request.headers);
    const startedAt = performance.now();
    const route = AUTH_ROUTES.find(
      (one) => one.path === new URL(request.url).pathname && one.method === request.method,
    );
    const response = await answer(web(), ctx, request, route?.path).catch((error: unknown) => {
      if (isUnexpected(error)) ctx.log.error({ err: error, requestId: ctx.requestId }, "an auth request failed");
      return problemFrom(error, ctx.requestId);
    });
    response.headers.set("cache-control", "no-store");
    response.headers.set("x-request-id", ctx.requestId);
    response.headers.set("content-security-policy", "default-src 'none'; frame-ancestors 'none'");
    const labels = { method: request.method, route: route?.path ?? "none", status: response.status };
    web().metrics.requestEnded(labels, (performance.now() - startedAt) / 1000);
    return response;
  };
}

async function answer(web: Web, ctx: Ctx, request: Request, path: string | undefined): Promise<Response> {
  const answers: Readonly<Record<string, Answer>> = {
    "/api/auth/sign-in/email": signIn,
    "/api/auth/sign-in/once": signInOnce,
    "/api/auth/oidc/start": beginOidc,
    [CALLBACK_PATH]: finishOidc,
    "/api/auth/password": changeOwnPassword,
    "/api/auth/sign-out": signOut,
    "/api/auth/get-session": tellSession,
  };
  const chosen = path === undefined ? undefined : answers[path];
  if (!chosen) throw new NotFound("such address");
  if (request.method !== "GET") refuseOtherSites(request.headers, web.origins);
  return chosen(web, ctx, request);
}

async function signIn(web: Web, ctx: Ctx, request: Request): Promise<Response> {
  const { email, password } = await credentialsIn(request);
  const waitSeconds = web.signInTries.begin(email, ctx.ip, ctx.now().getTime());
  if (waitSeconds > 0) throw new RateLimited(`Too many tries. Try again in ${waitSeconds} s.`, waitSeconds);
  if (!(await isPasswordOn(ctx.db)))
    throw new Forbidden(
      "forbidden",
      "Nobody signs in by password here. Use one of the other ways on the sign-in page.",
    );
  if (isDemoEmail(email) && !ctx.settings.isDemo) return refuseSignIn(web, ctx, email);
  const made = await web.auth.api.signInEmail({
    body: { email, password },
    headers: request.headers,
    asResponse: true,
  });
  if (made.status >= 500) throw new Unavailable("unavailable", "Nobody can sign in just now. Try again.");
  if (!made.ok) return refuseSignIn(web, ctx, email);
  const { user } = (await made.json()) as { user: { id: string; name: string } };
  web.signInTries.succeeded(email, ctx.ip);
  await noteEntered(web, ctx, request.headers, user);
  return withCookies({ id: user.id, name: user.name }, made.headers.getSetCookie());
}

/** By a link that works once. It is sent from a page, never followed, so that a preview does not use it up. */
async function signInOnce(web: Web, ctx: Ctx, request: Request): Promise<Response> {
  const { token } = await readJsonBody(request, MAX_AUTH_BODY_BYTES);
  const { byAddress } = web.signInBackOff;
  const waitSeconds = byAddress.begin(`${ctx.ip}`, ctx.now().getTime());
  if (waitSeconds > 0) throw new RateLimited(`Too many tries. Try again in ${waitSeconds} s.`, waitSeconds);
  const person = typeof token === "string" ? await redeemLink(ctx, token) : undefined;
  const cookies = person && (await enter(web, ctx, request.headers, person, { by: "link" }));
  if (!person || !cookies) {
    await web.audit(ctx, { action: "user.sign-in-failed", objectKind: "user", detail: { by: "link" } });
    throw new Unauthenticated("This link is not valid any more: it works once, and for a short time.");
  }
  byAddress.succeeded(`${ctx.ip}`);
  return withCookies(person, cookies);
}

async function changeOwnPassword(web: Web, ctx: Ctx, request: Request): Promise<Response> {
  const actor = request.headers.has("authorization") ? ctx.actor : await web.actorOf(request.headers);
  if (actor.kind !== "user") throw new Unauthenticated("Sign in first: a password is a person's own.");
  const { before, after } = await readJsonBody(request, MAX_AUTH_BODY_BYTES);
  const checked = password.safeParse(after);
  if (typeof before !== "string" || !checked.success)
    throw new Invalid("Send the password that you have and a new one.", [
      { field: "after", message: `needs at least ${MIN_PASSWORD_LENGTH} characters` },
    ]);
  const { byPerson } = web.signInBackOff;
  const waitSeconds = byPerson.begin(actor.id, ctx.now().getTime());
  if (waitSeconds > 0) throw new RateLimited(`Too many tries. Try again in ${waitSeconds} s.`, waitSeconds);
  await changePassword({ ...ctx, actor }, web.isPassword, { before: before.slice(0, 200), after: checked.data });
  byPerson.succeeded(actor.id);
  return Response.json({});
}

/** The browser may still show an old session; whoever it was is signed out, and written down. */
async function signOut(web: Web, ctx: Ctx, request: Request): Promise<Response> {
  const actor = await web.actorOf(request.headers, true);
  const done = await web.auth.api.signOut({ headers: request.headers, asResponse: true });
  if (!done.ok) throw new Unavailable("unavailable", "Nobody can sign out just now. Try again.");
  if (actor.kind === "user") await note(web, { ...ctx, actor }, "user.signed-out", actor.id);
  return withCookies({}, done.headers.getSetCookie());
}

async function tellSession(web: Web, _: Ctx, request: Request): Promise<Response> {
  const actor = await web.actorOf(request.headers, true);
  return Response.json(actor.kind === "user" ? { user: { id: actor.id, name: actor.name } } : null);
}

async function credentialsIn(request: Request): Promise<{ email: string; password: string }> {
  const { email, password } = await readJsonBody(request, MAX_AUTH_BODY_BYTES);
  if (typeof email !== "string" || typeof password !== "string" || !email || !password)
    throw new Invalid("Send e-mail and password.", [
      { field: "email", message: "needs an e-mail address and a password" },
    ]);
  return { email: email.trim().slice(0, 200), password: password.slice(0, 200) };
}

async function refuseSignIn(web: Web, ctx: Ctx, email: string): Promise<never> {
  await web.audit(ctx, { action: "user.sign-in-failed", objectKind: "user", detail: { email } });
  throw new Unauthenticated("E-mail or password is wrong.");
}

async function note(web: Web, ctx: Ctx, action: AuditAction, userId: string): Promise<void> {
  await web.audit(ctx, { action, objectKind: "user", objectId: userId });
}

function withCookies(body: object, cookies: readonly string[]): Response {
  const answer = Response.json(body);
  for (const cookie of cookies) answer.headers.append("set-cookie", cookie);
  return answer;
}
