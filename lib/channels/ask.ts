import { Invalid } from "@/lib/core/errors";
import type { Sent } from "./channel";
import { cutLine } from "./cut";
import type { WayOut } from "./issue-tracker";

/** What was asked of the other side, and its answer: *silent* where there was none, so that it may have heard. */
export type Asked =
  | {
      readonly kind: "answered";
      readonly status: number;
      /** Undefined where the answer is no JSON. */
      readonly body: unknown;
      readonly text: string;
      readonly retryAfterSeconds: number | undefined;
      readonly headers: Headers;
    }
  | { readonly kind: "silent"; readonly reason: string };

export interface Asking {
  readonly method: "GET" | "POST";
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** The body as it is to go out, instead of `body`: JSON that was signed. */
  readonly written?: string;
}

const MOST_WAIT_SECONDS = 6 * 3600;

/** Asks once, in JSON. Never throws; what failed is told without the address, which may be a secret itself. */
export async function ask(outside: WayOut, url: string, { method, headers, ...sent }: Asking): Promise<Asked> {
  const body = sent.written ?? (sent.body === undefined ? undefined : JSON.stringify(sent.body));
  try {
    const answer = await outside.fetch(url, {
      method,
      headers: {
        accept: "application/json",
        "user-agent": "dead-letter-office",
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body }),
      signal: outside.signal,
    });
    const text = await answer.text();
    return {
      kind: "answered",
      status: answer.status,
      body: jsonIn(text),
      text,
      retryAfterSeconds: secondsIn(answer.headers.get("retry-after"), outside.now()),
      headers: answer.headers,
    };
  } catch (failure) {
    return { kind: "silent", reason: reasonOf(failure) };
  }
}

/** What an answer that was no success means: whose fault it is decides whether the same may be taken later. */
export function failureFrom(asked: Asked, who: string, detail = ""): Exclude<Sent, { kind: "delivered" }> {
  if (asked.kind === "silent") return { kind: "retry", reason: `${who} did not answer: ${asked.reason}` };
  const { status, retryAfterSeconds } = asked;
  const reason = `${who} answered ${status}${detail === "" ? "" : `: ${cutLine(detail, 300)}`}`;
  if (status === 410) return { kind: "gone", reason };
  if (status === 400 || status === 413 || status === 422) return { kind: "refused", reason };
  // Redirects, a wrong address and a wrong password are mended in the settings: what waits is sent then.
  return { kind: "retry", reason, retryAfterSeconds };
}

/** `Authorization` of HTTP's basic scheme. */
export function basic(username: string, password: string): Readonly<Record<string, string>> {
  return { authorization: `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}` };
}

/** `path` under an address that somebody typed in, with or without a slash at its end. */
export function under(base: string, path: string): string {
  return `${base.replace(/\/+$/, "")}${path}`;
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Proxies answer in HTML: the status alone tells then.
    return undefined;
  }
}

/** Retry-After as seconds: it is written as a number of them or as a date. */
function secondsIn(text: string | null, now: Date): number | undefined {
  if (text === null) return undefined;
  const seconds = /^\d+$/.test(text.trim()) ? Number(text) : (Date.parse(text) - now.getTime()) / 1000;
  return Number.isFinite(seconds) ? Math.min(Math.max(0, Math.ceil(seconds)), MOST_WAIT_SECONDS) : undefined;
}

/** Our guard's words are made to be shown. Of other failures only the code is: their words may hold the address. */
function reasonOf(failure: unknown): string {
  if (failure instanceof Invalid) return failure.message;
  if (!(failure instanceof Error)) return "the connection failed";
  if (failure.name === "TimeoutError") return "no answer in time";
  if (failure.name === "AbortError") return "the worker was stopped meanwhile";
  const { code } = failure as NodeJS.ErrnoException;
  return typeof code === "string" ? `the connection failed (${code})` : "the connection failed";
}
