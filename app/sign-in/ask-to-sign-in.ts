import { problemSchema } from "@/lib/contract/problem";

/** Signs in; the session comes as a cookie. Returns undefined, or why not in words for the person. */
export async function askToSignIn(email: string, password: string): Promise<string | undefined> {
  try {
    const answer = await fetch("/api/auth/sign-in/email", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ email, password }),
    });
    if (answer.ok) return undefined;
    const problem = problemSchema.safeParse(await answer.json());
    return problem.success ? problem.data.detail : `The server answered ${answer.status}.`;
  } catch {
    // fetch throws only when no answer came.
    return "The server does not answer. Check the connection and try again.";
  }
}
