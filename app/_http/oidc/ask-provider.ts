import { ClientError } from "openid-client";
import type { OutputOf } from "@/lib/contract";
import type { ProviderVerdict } from "@/lib/contract/sign-in";
import type { SigningAlgorithm } from "@/lib/core/sign-in/claims";
import type { GuardedFetch } from "@/lib/net/guarded-fetch";
import { type Discovered, discover, refusedAddress } from "./oidc-client";
import { causeIn, NotAccepted, Unreached } from "./oidc-failure";

export type ProviderAnswer = OutputOf<"testProvider">;

/** What a provider says of itself now, in words for whoever sets it up. Signs nobody in and sends no secret. */
export async function askProvider(
  fetch: GuardedFetch,
  provider: { readonly issuer: string; readonly algorithms: readonly SigningAlgorithm[] },
): Promise<ProviderAnswer> {
  try {
    const found = await discover(fetch, provider);
    return (await faultOf(fetch, found)) ?? answer("ready", "The provider answers, and is who it should be.", found);
  } catch (error) {
    return answerFor(error, provider.issuer);
  }
}

async function faultOf(fetch: GuardedFetch, found: Discovered): Promise<ProviderAnswer | undefined> {
  const { server, algorithms } = found;
  const lacks = ["authorization_endpoint", "token_endpoint", "jwks_uri"].filter((one) => !server[one]);
  if (lacks.length > 0 || server.response_types_supported?.includes("code") === false)
    return answer(
      "no-code-flow",
      `The provider does not offer the code flow: it lacks ${lacks.join(", ") || "code"}.`,
      found,
    );
  if (algorithms.length === 0)
    return answer("no-common-algorithm", "The provider signs with none of the signatures that you allow.", found);
  const keys = await fetch(server.jwks_uri ?? "").catch((error: unknown) => {
    throw new Unreached(error);
  });
  return keys.ok ? undefined : answer("unreachable", `The provider's keys answer ${keys.status}.`, found);
}

function answerFor(error: unknown, issuer: string): ProviderAnswer {
  const unreached = causeIn(error, Unreached);
  const refused = unreached && refusedAddress(unreached);
  if (refused) return answer("refused-address", refused);
  if (unreached)
    return answer("unreachable", "Nobody answers there. Check the address, DNS and the way out from here.");
  const isOtherIssuer =
    error instanceof NotAccepted ||
    (error instanceof ClientError && error.code === "OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED");
  if (isOtherIssuer)
    return answer(
      "wrong-issuer",
      `What answers there is another issuer than ${issuer}. Write it exactly as the provider does.`,
    );
  return answer("not-a-provider", "What answers there is no OpenID provider: its configuration cannot be read.");
}

function answer(verdict: ProviderVerdict, words: string, found?: Discovered): ProviderAnswer {
  const said = found?.server.id_token_signing_alg_values_supported ?? [];
  return { verdict, words, algorithms: said.filter((one) => typeof one === "string").slice(0, 20) };
}
