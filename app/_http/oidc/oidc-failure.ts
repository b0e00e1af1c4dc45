import { AuthorizationResponseError, ClientError, ResponseBodyError } from "openid-client";
import type { SignInProblem } from "@/lib/core/sign-in/problem";

/** Our own request to a provider did not get an answer; the cause says why. */
export class Unreached extends Error {
  constructor(override readonly cause: unknown) {
    super("the provider was not reached", { cause });
  }
}
/** What a provider said, or a token that it gave, is not acceptable. The message holds nothing secret. */
export class NotAccepted extends Error {}

/** What went wrong with a sign-in, for the page, and a reason for log and audit that quotes no token and no code. */
export function oidcFailure(error: unknown): { why: SignInProblem; reason: string } {
  if (causeIn(error, Unreached)) return { why: "provider-unreachable", reason: "the provider was not reached" };
  if (error instanceof AuthorizationResponseError || error instanceof ResponseBodyError)
    return { why: "provider-refused", reason: `the provider answered ${plainCode(error.error)}` };
  if (error instanceof NotAccepted) return { why: "token-refused", reason: error.message };
  if (error instanceof ClientError)
    return { why: "token-refused", reason: `${error.message} (${plainCode(error.code)})` };
  return { why: "token-refused", reason: "the answer was not as the protocol wants it" };
}

/** The first error of this kind among an error and its causes. */
export function causeIn<T extends Error>(error: unknown, kind: new (...parts: never[]) => T): T | undefined {
  let one = error;
  for (let depth = 0; depth < 5 && one instanceof Error; depth++, one = one.cause) if (one instanceof kind) return one;
  return undefined;
}

function plainCode(code: unknown): string {
  return typeof code === "string" ? code.replaceAll(/[^\w.-]/g, "_").slice(0, 60) : "no code";
}
