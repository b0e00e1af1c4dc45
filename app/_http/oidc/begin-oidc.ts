import { localPath } from "@/app/sign-in/local-path";
import { Invalid, RateLimited, Unavailable } from "@/lib/core/errors";
import type { Ctx } from "@/lib/operations/context";
import { ATTEMPT_SECONDS, depart, openProvider, type ProviderClient } from "@/lib/operations/sign-in/attempts";
import { CALLBACK_PATH } from "@/lib/operations/sign-in/providers";
import type { Web } from "../context";
import { readJsonBody } from "../json-body";
import { browserCookie } from "./browser-cookie";
import { oidcFailure } from "./oidc-failure";

const MAX_BODY_BYTES = 4 * 1024;

/** Sends a browser to a provider: answers the address there, and ties what comes back to this very browser. */
export async function beginOidc(web: Web, ctx: Ctx, request: Request): Promise<Response> {
  const waitSeconds = web.signInBackOff.byAddress.begin(`${ctx.ip}`, ctx.now().getTime());
  if (waitSeconds > 0) throw new RateLimited(`Too many tries. Try again in ${waitSeconds} s.`, waitSeconds);
  const { provider: key, next } = await readJsonBody(request, MAX_BODY_BYTES);
  if (typeof key !== "string" || key.length > 100)
    throw new Invalid("Name a provider.", [{ field: "provider", message: "must be the key of a provider" }]);
  const provider = await openProvider(ctx, key);
  const redirectUri = `${originOf(web, request)}${CALLBACK_PATH}`;
  const departure = await depart(ctx, provider, { redirectUri, nextPath: localPath(next) });
  const url = await addressAt(ctx, provider, () => web.oidc.authorizationUrl(provider, departure, redirectUri));
  const cookie = browserCookie(ctx.settings.baseUrl).set(departure.browserSecret, ATTEMPT_SECONDS);
  return Response.json({ url }, { headers: { "set-cookie": cookie } });
}

/** A machine's own two names are two sites to a browser: it must come back to the one it left. */
function originOf(web: Web, request: Request): string {
  const origin = request.headers.get("origin");
  return origin !== null && web.origins.includes(origin) ? origin : new URL(web.settings.baseUrl).origin;
}

async function addressAt<T>(ctx: Ctx, { key, name }: ProviderClient, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    const { reason } = oidcFailure(error);
    ctx.log.warn({ provider: key, reason, requestId: ctx.requestId }, "a sign-in provider cannot be used");
    throw new Unavailable("unavailable", `${name} cannot be asked just now. Try again, or sign in another way.`);
  }
}
