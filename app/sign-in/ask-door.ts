import { problemSchema } from "@/lib/contract/problem";

export type DoorAnswer = { readonly body: unknown } | { readonly refusal: string };

/** Asks the auth door. Returns its answer, or why not in words for the person. */
export async function askDoor(path: string, body: object): Promise<DoorAnswer> {
  try {
    const answer = await fetch(`/api/auth/${path}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    const content: unknown = await answer.json();
    if (answer.ok) return { body: content };
    const problem = problemSchema.safeParse(content);
    return { refusal: problem.success ? problem.data.detail : `The server answered ${answer.status}.` };
  } catch {
    // fetch throws only when no answer came.
    return { refusal: "The server does not answer. Check the connection and try again." };
  }
}
