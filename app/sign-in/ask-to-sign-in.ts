import { askDoor } from "./ask-door";

/** Signs in; the session comes as a cookie. Returns undefined, or why not in words for the person. */
export async function askToSignIn(email: string, password: string): Promise<string | undefined> {
  const answer = await askDoor("sign-in/email", { email, password });
  return "refusal" in answer ? answer.refusal : undefined;
}
