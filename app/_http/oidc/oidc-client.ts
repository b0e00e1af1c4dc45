import * as openid from "openid-client";
import { Invalid } from "@/lib/core/errors";
import { claimRefusal, type Identity, identityFrom, type SigningAlgorithm } from "@/lib/core/sign-in/claims";
import type { GuardedFetch } from "@/lib/net/guarded-fetch";
import type { Departure, ProviderClient } from "@/lib/operations/sign-in/attempts";
import { NotAccepted, Unreached } from "./oidc-failure";

const TIME_LIMIT_SECONDS = 10;
const KEEP_MS = 5 * 60_000;
const MOST_KEPT = 50;

type Server = Readonly<openid.ServerMetadata>;
export interface Discovered {
  readonly server: Server;
  /** The provider's signatures, as it says, that we take from it. */
  readonly algorithms: readonly string[];
}
export interface OidcClient {
  /** Where the browser goes to sign in. */
  authorizationUrl(provider: ProviderClient, departure: Departure, redirectUri: string): Promise<string>;
  /** Whom the provider has sent back, after everything about its answer was checked. */
  identify(provider: ProviderClient, sent: Departed, answer: URLSearchParams): Promise<Identity>;
}
interface Departed {
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
  readonly redirectUri: string;
}

/** What a provider says of itself, asked now. Its issuer must be the very one that is configured. */
export async function discover(
  fetch: GuardedFetch,
  { issuer, algorithms }: { readonly issuer: string; readonly algorithms: readonly SigningAlgorithm[] },
): Promise<Discovered> {
  const config = await openid.discovery(new URL(issuer), "discovery", undefined, openid.None(), {
    [openid.customFetch]: askedBy(fetch),
    timeout: TIME_LIMIT_SECONDS,
    // The guard lets http through for hosts that an operator named, and for no others.
    execute: isHttp(issuer) ? [openid.allowInsecureRequests] : [],
  });
  const server = config.serverMetadata();
  // The library makes allowances for providers of many tenants; an issuer that stands for several is none to pin.
  if (server.issuer !== issuer) throw new NotAccepted("the provider gives another issuer");
  const said = server.id_token_signing_alg_values_supported ?? ["RS256"];
  const taken = algorithms.flatMap((one): string[] => (one === "EdDSA" ? ["EdDSA", "Ed25519"] : [one]));
  return { server, algorithms: taken.filter((one) => said.includes(one)) };
}

/** The code flow with PKCE against any provider. What a provider says of itself is kept for five minutes. */
export function createOidcClient(fetch: GuardedFetch, now: () => Date): OidcClient {
  const kept = new Map<string, { readonly untilMs: number; readonly config: openid.Configuration }>();
  const configOf = async (provider: ProviderClient) => {
    const place = `${provider.id} ${provider.version}`;
    const known = kept.get(place);
    if (known && known.untilMs > now().getTime()) return known.config;
    const config = configFrom(fetch, provider, await discover(fetch, provider));
    if (kept.size >= MOST_KEPT) kept.clear();
    kept.set(place, { untilMs: now().getTime() + KEEP_MS, config });
    return config;
  };
  return {
    async authorizationUrl(provider, { state, nonce, codeVerifier }, redirectUri) {
      // The library refuses an address that is not https, or http where that is allowed at all.
      const url = openid.buildAuthorizationUrl(await configOf(provider), {
        redirect_uri: redirectUri,
        scope: provider.scopes.join(" "),
        response_mode: "query",
        state,
        nonce,
        code_challenge: await openid.calculatePKCECodeChallenge(codeVerifier),
        code_challenge_method: "S256",
      });
      return url.href;
    },
    async identify(provider, sent, answer) {
      const config = await configOf(provider);
      const tokens = await openid.authorizationCodeGrant(config, new URL(`${sent.redirectUri}?${answer}`), {
        expectedState: sent.state,
        expectedNonce: sent.nonce,
        pkceCodeVerifier: sent.codeVerifier,
        idTokenExpected: true,
      });
      const claims = tokens.claims();
      if (!claims) throw new NotAccepted("the answer has no ID token");
      const refusal = claimRefusal(claims, provider.clientId, now().getTime() / 1000);
      if (refusal) throw new NotAccepted(refusal);
      const more = isThin(claims, provider) ? await userInfo(config, tokens.access_token, claims.sub) : {};
      return identityFrom(claims, provider.groupsClaim, more);
    },
  };
}

function configFrom(fetch: GuardedFetch, provider: ProviderClient, { server, algorithms }: Discovered) {
  if (algorithms.length === 0) throw new NotAccepted("the provider signs with nothing that we take from it");
  // Only the algorithms that people allowed: the library takes any that the server lists.
  const pinned = { ...server, id_token_signing_alg_values_supported: [...algorithms] };
  const config = new openid.Configuration(pinned, provider.clientId, undefined, authenticationFor(provider, server));
  config[openid.customFetch] = askedBy(fetch);
  config.timeout = TIME_LIMIT_SECONDS;
  if (isHttp(provider.issuer)) openid.allowInsecureRequests(config);
  // Without this the signature of an ID token that came over TLS from the token endpoint is not looked at.
  openid.enableNonRepudiationChecks(config);
  return config;
}

function authenticationFor({ clientSecret }: ProviderClient, server: Server): openid.ClientAuth {
  if (clientSecret === null) return openid.None();
  const ways = server.token_endpoint_auth_methods_supported ?? ["client_secret_basic"];
  const isPost = ways.includes("client_secret_post") && !ways.includes("client_secret_basic");
  return isPost ? openid.ClientSecretPost(clientSecret) : openid.ClientSecretBasic(clientSecret);
}

/** Some providers put e-mail and groups only into userinfo. */
function isThin(claims: Readonly<Record<string, unknown>>, { groupsClaim }: ProviderClient): boolean {
  return claims.email === undefined || (groupsClaim !== null && claims[groupsClaim] === undefined);
}

async function userInfo(config: openid.Configuration, accessToken: string, subject: string) {
  if (!config.serverMetadata().userinfo_endpoint) return {};
  return openid.fetchUserInfo(config, accessToken, subject);
}

function askedBy(fetch: GuardedFetch): openid.CustomFetch {
  return async (url, { method, headers, body, signal }) => {
    try {
      return await fetch(url, { method, headers, body: sentBody(body), signal: signal ?? null });
    } catch (error) {
      throw new Unreached(error);
    }
  };
}

/** The library sends forms and text, and nothing else. */
function sentBody(body: openid.FetchBody): BodyInit | null {
  if (body === undefined || body === null) return null;
  if (typeof body === "string" || body instanceof URLSearchParams) return body;
  throw new NotAccepted("a request of an unknown kind was not sent");
}

/** Why the guard let no request out; undefined when something else went wrong. */
export function refusedAddress({ cause }: Unreached): string | undefined {
  return cause instanceof Invalid ? cause.message : undefined;
}

function isHttp(address: string): boolean {
  return new URL(address).protocol === "http:";
}
