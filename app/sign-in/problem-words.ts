import { isSignInProblem, type SignInProblem } from "@/lib/core/sign-in/problem";

const WORDS: Readonly<Record<SignInProblem, string>> = {
  "identity-not-linked":
    "Somebody here has your e-mail address, but this identity is not linked to them: an address alone proves nothing. Ask an admin to link it; they see it waiting under Settings, Sign-in.",
  "not-invited":
    "The provider knows you, but nobody here does. Ask an admin to add you and to link this identity; they see it waiting under Settings, Sign-in.",
  "person-removed": "You were removed from this installation. Ask an admin if that is wrong.",
  "provider-off": "This provider was switched off while you were on your way. Sign in another way, or ask an admin.",
  "provider-unreachable": "The provider does not answer us just now. Try again, or sign in another way.",
  "provider-refused": "The provider did not sign you in. Try again; if it stays so, ask whoever runs the provider.",
  "token-refused":
    "What the provider answered was not acceptable, so nobody was signed in. Try again; if it stays so, tell an admin: the log says why.",
  "sign-in-expired":
    "This sign-in was not begun here, took longer than ten minutes, or was used already. Begin again in this window.",
  "link-used": "This link was used already, or its time is over. Ask for a new one.",
  unavailable: "Nobody can be signed in just now. Nothing was changed; try again.",
};

/** Why the last sign-in failed, for the page; undefined for anything that is no reason of ours. */
export function signInProblemWords(problem: unknown): string | undefined {
  return isSignInProblem(problem) ? WORDS[problem] : undefined;
}
