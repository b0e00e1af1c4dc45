import { type Client, createClient } from "@/lib/contract/client";
import { Misuse } from "./misuse";

/** As the environment says it. */
export interface Address {
  readonly url?: string | undefined;
  readonly token?: string | undefined;
}
/** Longer than the office lets anybody wait for a run. */
const WAIT_MS = 120_000;

/** A client for the office that the environment names. Throws Misuse when the address or the token cannot be right. */
export function connectTo(address: Address): Client {
  return createClient({ ...placeOf(address), fetch: fetchJson });
}

/** Where the office is and what to send along. Throws Misuse. */
export function placeOf({ url, token }: Address): { baseUrl: string; headers: Record<string, string> } {
  const missing = [...(url?.trim() ? [] : ["DLO_URL"]), ...(token?.trim() ? [] : ["DLO_TOKEN"])];
  if (!url || !token || missing.length > 0)
    throw new Misuse(
      `Set ${missing.join(" and ")}: the address of the office and an API token, made there under Settings.`,
    );
  return { baseUrl: addressFrom(url), headers: { authorization: `Bearer ${tokenFrom(token)}` } };
}

function addressFrom(text: string): string {
  const url = URL.canParse(text.trim()) ? new URL(text.trim()) : undefined;
  if (!url || !/^https?:$/.test(url.protocol))
    throw new Misuse("DLO_URL must be an http(s) address, such as https://dlo.example.com.");
  if (url.username || url.password)
    throw new Misuse("DLO_URL must not hold a name or a password: the token goes into DLO_TOKEN.");
  return `${url.origin}${url.pathname.replace(/\/+$/, "")}`;
}

/** Fetch would name an impossible header value in its error: the token would be on the screen. */
function tokenFrom(text: string): string {
  if (!/^[\x21-\x7e]+$/.test(text.trim())) throw new Misuse("DLO_TOKEN holds characters that no token has.");
  return text.trim();
}

const fetchJson: typeof fetch = async (url, init) => {
  const answer = await fetch(url, { ...init, signal: AbortSignal.timeout(WAIT_MS) });
  const type = answer.headers.get("content-type") ?? "";
  if (answer.ok && !/^application\/json\b/.test(type))
    throw new Misuse(`${new URL(answer.url).origin} answers, but is no office: is DLO_URL right?`);
  return answer;
};
