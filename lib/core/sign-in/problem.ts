/** Why somebody who came back from a provider is not signed in; the sign-in page says each in words. */
export const SIGN_IN_PROBLEMS = [
  "identity-not-linked",
  "not-invited",
  "person-removed",
  "provider-off",
  "provider-unreachable",
  "provider-refused",
  "token-refused",
  "sign-in-expired",
  "link-used",
  "unavailable",
] as const;
export type SignInProblem = (typeof SIGN_IN_PROBLEMS)[number];

export function isSignInProblem(text: unknown): text is SignInProblem {
  return typeof text === "string" && (SIGN_IN_PROBLEMS as readonly string[]).includes(text);
}
