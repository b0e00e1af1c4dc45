import type { SignInProblem } from "@/lib/core/sign-in/problem";
import type { Ctx } from "@/lib/operations/context";
import { noteDenial } from "@/lib/operations/note-denial";
import { admitIdentity } from "@/lib/operations/sign-in/admit-identity";
import { comeBack, type ProviderClient } from "@/lib/operations/sign-in/attempts";
import { CALLBACK_PATH } from "@/lib/operations/sign-in/providers";
import type { Web } from "../context";
import { enter } from "../enter";
import { isUnexpected } from "../problem";
import { browserCookie } from "./browser-cookie";
import { oidcFailure } from "./oidc-failure";

const NOT_ASKED_FOR = {
  operation: CALLBACK_PATH,
  capability: null,
  objectKind: "sign-in",
  objectId: null,
  why: "not-asked-for",
};

/**
 * The browser comes back from a provider. Signs in and leads on, or leads to the sign-in page, which says why not. An
 * answer that this browser did not ask for, or that was used, is refused before anybody outside is asked about it.
 */
export async function finishOidc(web: Web, ctx: Ctx, request: Request): Promise<Response> {
  const cookie = browserCookie(ctx.settings.baseUrl);
  const answer = await finish(web, ctx, request, cookie.read(request.headers)).catch((error: unknown) => {
    if (isUnexpected(error)) ctx.log.error({ err: error, requestId: ctx.requestId }, "a sign-in failed");
    return toSignIn("unavailable");
  });
  answer.headers.append("set-cookie", cookie.clear());
  return answer;
}

async function finish(web: Web, ctx: Ctx, request: Request, browserSecret: string | undefined): Promise<Response> {
  const answer = new URL(request.url).searchParams;
  const state = answer.getAll("state").length === 1 ? answer.get("state") : null;
  const back = state && browserSecret ? await comeBack(ctx, state, browserSecret) : undefined;
  if (!back || !state) {
    await noteDenial(ctx, NOT_ASKED_FOR);
    return toSignIn("sign-in-expired");
  }
  const { attempt, provider } = back;
  if (!provider) return toSignIn("provider-off", attempt.nextPath);
  const identity = await web.oidc
    .identify(provider, { ...attempt, state }, answer)
    .catch((error: unknown) => noteFailure(web, ctx, provider, error));
  if (typeof identity === "string") return toSignIn(identity, attempt.nextPath);
  const admission = await admitIdentity(ctx, provider, identity);
  if (admission.kind === "refused") return toSignIn(admission.why, attempt.nextPath);
  const { kind: _, userId, name, ...detail } = admission;
  const entered = await enter(web, ctx, request.headers, { id: userId, name }, { provider: provider.key, ...detail });
  if (!entered) return toSignIn("person-removed");
  web.signInBackOff.byAddress.succeeded(`${ctx.ip}`);
  return leadTo(attempt.nextPath, entered);
}

async function noteFailure(web: Web, ctx: Ctx, { key }: ProviderClient, error: unknown): Promise<SignInProblem> {
  const { why, reason } = oidcFailure(error);
  ctx.log.warn({ provider: key, why, reason, requestId: ctx.requestId }, "a sign-in through a provider was refused");
  await web.audit(ctx, {
    action: "user.sign-in-failed",
    objectKind: "provider",
    objectId: key,
    detail: { why, reason },
  });
  return why;
}

function toSignIn(problem: SignInProblem, next = "/"): Response {
  return leadTo(`/sign-in?${new URLSearchParams({ problem, ...(next !== "/" && { next }) })}`);
}

/** To a path of this very site. */
function leadTo(path: string, cookies: readonly string[] = []): Response {
  const headers = new Headers({ location: path });
  for (const cookie of cookies) headers.append("set-cookie", cookie);
  return new Response(null, { status: 303, headers });
}
