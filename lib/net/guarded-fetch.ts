import { request as overHttp } from "node:http";
import { request as overHttps, type RequestOptions } from "node:https";
import type { LookupFunction } from "node:net";
import { type Address, type AddressSettings, checkedAddresses } from "./guarded-address";
import { readAnswer } from "./read-answer";

export interface GuardSettings extends AddressSettings {
  readonly timeLimitMs?: number;
  readonly maxAnswerBytes?: number;
  /** Further authorities that a server's certificate may come from, as PEM. */
  readonly ca?: string;
}

/** What a caller of `fetch` may say here. */
export interface GuardedInit {
  readonly method?: string;
  readonly headers?: HeadersInit;
  readonly body?: BodyInit | Uint8Array | null;
  readonly signal?: AbortSignal | null;
}
export type GuardedFetch = (url: string | URL, init?: GuardedInit) => Promise<Response>;

const TIME_LIMIT_MS = 10_000;
const MAX_ANSWER_BYTES = 1024 * 1024;

/**
 * A `fetch` for addresses that people type in. It asks only public addresses over https, unless an operator named the
 * host. Every address of the name must be allowed, and the connection goes to those that were checked: the name is
 * not resolved a second time. Redirects are handed back, never followed. Ends after 10 s in all; reads at most 1 MiB.
 */
export function createGuardedFetch(settings: GuardSettings): GuardedFetch {
  return async (target, init = {}) => {
    const url = new URL(target);
    const limit = AbortSignal.timeout(settings.timeLimitMs ?? TIME_LIMIT_MS);
    const signal = init.signal ? AbortSignal.any([limit, init.signal]) : limit;
    const addresses = await orAborted(checkedAddresses(url, settings), signal);
    const { headers, body } = await sentParts(url, init);
    const options: RequestOptions = {
      method: init.method ?? "GET",
      headers,
      signal,
      lookup: answerWith(addresses),
      // A connection of its own: none that was opened for another name, or through a proxy of the environment, is reused.
      agent: false,
      ca: settings.ca,
    };
    return send(url, options, body, settings.maxAnswerBytes ?? MAX_ANSWER_BYTES);
  };
}

/** Node asks this instead of the resolver when it connects. */
function answerWith(addresses: readonly Address[]): LookupFunction {
  return (_hostname, { all }, callback) => {
    const [first] = addresses;
    if (all || !first) callback(null, [...addresses]);
    else callback(null, first.address, first.family);
  };
}

/** Headers and body as `fetch` itself would send them, content type included. */
async function sentParts(url: URL, init: GuardedInit) {
  const { headers, body } = { headers: new Headers(init.headers), body: init.body ?? undefined };
  const made = body === undefined ? undefined : new Response(body instanceof Uint8Array ? new Uint8Array(body) : body);
  const type = made?.headers.get("content-type");
  if (type && !headers.has("content-type")) headers.set("content-type", type);
  const bytes = made ? Buffer.from(await made.arrayBuffer()) : undefined;
  if (bytes) headers.set("content-length", `${bytes.byteLength}`);
  headers.set("host", url.host);
  headers.set("accept-encoding", "identity");
  return { headers: Object.fromEntries(headers), body: bytes };
}

function send(url: URL, options: RequestOptions, body: Buffer | undefined, maxBytes: number): Promise<Response> {
  const open = url.protocol === "https:" ? overHttps : overHttp;
  return new Promise((resolve, reject) => {
    const asked = open(url, options, (answer) => readAnswer(answer, maxBytes).then(resolve, reject));
    asked.on("error", reject);
    asked.end(body);
  });
}

function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
    work.then(resolve, reject);
  });
}
