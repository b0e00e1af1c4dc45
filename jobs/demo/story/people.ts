import { setTimeout as sleep } from "node:timers/promises";
import type { Role } from "@/lib/core/actor";
import { DEMO_PASSWORD, DEMO_USERS } from "@/lib/core/demo";

export type SignedIn = Readonly<Record<string, string>>;

/** Signs a person of the demo in; the answer is the headers that make a request theirs. */
export async function signInAs(apiUrl: string, role: Role): Promise<SignedIn> {
  const email = DEMO_USERS.find((user) => user.role === role)?.email;
  const answer = await fetch(`${apiUrl}/api/auth/sign-in/email`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: apiUrl },
    body: JSON.stringify({ email, password: DEMO_PASSWORD }),
  });
  if (!answer.ok) throw new Error(`${email} cannot sign in: ${answer.status} ${await answer.text()}`);
  const cookie = answer.headers.getSetCookie().map((one) => one.slice(0, one.indexOf(";")));
  return { cookie: cookie.join("; "), origin: apiUrl };
}

/** Waits until the web app answers. */
export async function webAnswers(apiUrl: string, signal: AbortSignal): Promise<void> {
  for (;;) {
    const answer = await fetch(`${apiUrl}/api/health`).catch(() => undefined);
    if (answer?.ok) return;
    await sleep(200, undefined, { signal });
  }
}
