import { register as registerOnNode } from "./app/_http/register.mjs";

/** Called by Next once, before the first request. */
export async function register(): Promise<void> {
  await registerOnNode();
}
