/** Signatures that an ID token may carry. None of them can be made from what the provider publishes. */
export const SIGNING_ALGORITHMS = ["RS256", "ES256", "PS256", "EdDSA"] as const;
export type SigningAlgorithm = (typeof SIGNING_ALGORITHMS)[number];

/** Whom a provider says it has in front of it. */
export interface Identity {
  readonly issuer: string;
  readonly subject: string;
  readonly name: string | null;
  /** A note for people, never who somebody is. Null also when the provider says that it did not verify it. */
  readonly email: string | null;
  readonly groups: readonly string[];
}
type Claims = Readonly<Record<string, unknown>>;

const CLOCK_TOLERANCE_SECONDS = 60;
const MAX_GROUPS = 200;
const MAX_TEXT = 200;

/** Who an ID token names. `more` are claims from the userinfo endpoint: they only fill what the token leaves open. */
export function identityFrom(claims: Claims & { iss: string; sub: string }, groupsClaim: string | null, more: Claims) {
  const all: Claims = { ...more, ...claims };
  return {
    issuer: claims.iss,
    subject: claims.sub,
    name: textOf(all.name) ?? textOf(all.preferred_username),
    email: emailOf("email" in claims ? claims : more),
    groups: groupsClaim === null ? [] : groupsIn(all[groupsClaim]),
  } satisfies Identity;
}

/** What is wrong with a token besides what the protocol's library checks; undefined when nothing is. */
export function claimRefusal(claims: Claims, clientId: string, nowSeconds: number): string | undefined {
  if (typeof claims.iat !== "number" || claims.iat > nowSeconds + CLOCK_TOLERANCE_SECONDS)
    return "the token was issued in the future";
  if (claims.azp !== undefined && claims.azp !== clientId) return "the token was issued to another client";
  if (typeof claims.sub !== "string" || claims.sub === "" || claims.sub.length > 255)
    return "the token has no usable subject";
  return undefined;
}

/** Group names of a claim: a list, or one text with spaces. At most 200; what is no plain text is left out. */
export function groupsIn(claim: unknown): string[] {
  const found = typeof claim === "string" ? claim.split(" ") : Array.isArray(claim) ? claim : [];
  const names = found.map(textOf).filter((name) => name !== null);
  return [...new Set(names)].slice(0, MAX_GROUPS);
}

function emailOf(claims: Claims): string | null {
  const email = textOf(claims.email)?.toLowerCase();
  return email && claims.email_verified !== false && /^[^\s@]+@[^\s@]+$/.test(email) ? email : null;
}

function textOf(claim: unknown): string | null {
  if (typeof claim !== "string") return null;
  const text = claim.trim();
  return text === "" || text.length > MAX_TEXT || /\p{Cc}/u.test(text) ? null : text;
}
