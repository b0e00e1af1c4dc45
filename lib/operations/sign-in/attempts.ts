import { createHash, randomBytes } from "node:crypto";
import { NotFound } from "@/lib/core/errors";
import { clientSecretOf, findProvider, findProviderByKey, type ProviderRow } from "@/lib/db/providers";
import { insertAttempt, type SignInAttempt, takeAttempt } from "@/lib/db/sign-in-attempts";
import type { Ctx } from "../context";

/** How long somebody may take at the provider. */
export const ATTEMPT_SECONDS = 600;

/** A provider as it is asked: with its secret. Never leaves the process. */
export interface ProviderClient extends ProviderRow {
  readonly clientSecret: string | null;
}
export interface Departure {
  readonly state: string;
  /** Kept by the browser: it must come back with it. */
  readonly browserSecret: string;
  readonly nonce: string;
  readonly codeVerifier: string;
}

/** The provider with this key, while people may sign in with it. */
export async function openProvider(ctx: Ctx, key: string): Promise<ProviderClient> {
  const provider = await findProviderByKey(ctx.db, key);
  if (!provider?.isOn) throw new NotFound("provider", key);
  return { ...provider, clientSecret: await clientSecretOf(ctx.db, ctx.keyring, provider.id) };
}

/** Remembers that a browser leaves for the provider. State, nonce and verifier have 256 bits each. */
export async function depart(
  ctx: Ctx,
  provider: ProviderRow,
  way: Pick<SignInAttempt, "redirectUri" | "nextPath">,
): Promise<Departure> {
  const [state, browserSecret, nonce, codeVerifier] = [secret(), secret(), secret(), secret()];
  await insertAttempt(ctx.db, {
    ...way,
    providerId: provider.id,
    nonce,
    codeVerifier,
    stateHash: hashOf(state),
    browserHash: hashOf(browserSecret),
    liveSeconds: ATTEMPT_SECONDS,
  });
  return { state, browserSecret, nonce, codeVerifier };
}

/** The attempt that comes back with this state in the browser that began it: once. Its provider must still be on. */
export async function comeBack(
  ctx: Ctx,
  state: string,
  browserSecret: string,
): Promise<{ attempt: SignInAttempt; provider: ProviderClient | undefined } | undefined> {
  const attempt = await takeAttempt(ctx.db, hashOf(state), hashOf(browserSecret));
  if (!attempt) return undefined;
  const provider = await findProvider(ctx.db, attempt.providerId);
  if (!provider?.isOn) return { attempt, provider: undefined };
  return { attempt, provider: { ...provider, clientSecret: await clientSecretOf(ctx.db, ctx.keyring, provider.id) } };
}

export function secret(): string {
  return randomBytes(32).toString("base64url");
}
export function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
