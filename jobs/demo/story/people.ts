import { setTimeout as sleep } from "node:timers/promises";
import { createClient } from "@/lib/contract/client";
import { DEMO_ADMIN, DEMO_PASSWORD, DEMO_USERS, type DemoDoor } from "@/lib/core/demo";

/** The headers that make a request one of a signed-in person. */
export type SignedIn = Readonly<Record<string, string>>;

/**
 * Makes the people of the demo as an installation does: the first admin with the token of the setup link, the others by
 * that admin. Idempotent; answers with the admin's headers. `setupToken` is asked only while there is nobody.
 */
export async function ensurePeople(apiUrl: string, setupToken: () => string | undefined): Promise<SignedIn> {
  const admin = (await signInAs(apiUrl, "admin")) ?? (await makeAdmin(apiUrl, setupToken()));
  const client = createClient({ baseUrl: apiUrl, headers: admin });
  const known = (await client.listUsers({})).items.map((user) => user.email);
  for (const { name, email, role, selector } of DEMO_USERS)
    if (!known.includes(email)) await client.createUser({ name, email, role, selector, password: DEMO_PASSWORD });
  return admin;
}

async function makeAdmin(apiUrl: string, token: string | undefined): Promise<SignedIn> {
  if (!token)
    throw new Error("The demo's admin cannot sign in, and the web app printed no link to make the first admin");
  const { name, email } = DEMO_ADMIN;
  await createClient({ baseUrl: apiUrl }).createFirstAdmin({ token, name, email, password: DEMO_PASSWORD });
  const admin = await signInAs(apiUrl, "admin");
  if (!admin) throw new Error("The demo's admin was made and cannot sign in");
  return admin;
}

/** Signs a person of the demo in; undefined when there is no such person. */
export async function signInAs(apiUrl: string, door: DemoDoor): Promise<SignedIn | undefined> {
  const email = DEMO_USERS.find((user) => user.door === door)?.email;
  const answer = await fetch(`${apiUrl}/api/auth/sign-in/email`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: apiUrl },
    body: JSON.stringify({ email, password: DEMO_PASSWORD }),
  });
  if (answer.status === 401) return undefined;
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
