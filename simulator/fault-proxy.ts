import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as realSleep } from "node:timers/promises";
import { queueNameOf } from "./aws-door";
import { AwsError } from "./aws-error";
import {
  checkPlayable,
  checkTable,
  Duplicates,
  type Strike,
  splitBatch,
  strikeOf,
  UnplayableFault,
} from "./fault-outside";
import { HANG_MS, SocketCut } from "./fault-play";
import { type FaultRule, FaultTable } from "./faults";
import { type Forwarded, forward, plainHeaders } from "./proxied/forward";
import { type AskedCall, understand } from "./proxied/understand";
import { readBody } from "./wire/read-body";

export interface FaultProxyOptions {
  /** Where calls go: `http://127.0.0.1:5000`. It must not verify signatures: their Host is the proxy's. */
  readonly upstream: string;
  /** The rules to play; more may be added to `table` later. */
  readonly rules?: readonly FaultRule[];
  /** A table of one's own, instead of `rules` and `seed`. */
  readonly table?: FaultTable;
  readonly seed?: number;
  /** The account of access keys that are not themselves twelve digits; moto's own unless told. */
  readonly accountId?: string;
}

export interface FaultProxy {
  /** `http://127.0.0.1:PORT`: the endpoint for AWS clients. */
  readonly url: string;
  readonly table: FaultTable;
  stop(): Promise<void>;
}

const MOTO_ACCOUNT = "123456789012";
const LOOPBACK = /^(127\.\d+\.\d+\.\d+|localhost|\[::1\])$/;

/**
 * Starts a proxy on 127.0.0.1 that forwards every AWS request and plays a fault table before and after it; the same
 * rules, seed and calls strike as they do in the simulator. Requests that are no AWS call are forwarded as they are.
 * Waits are real. Throws UnplayableFault at the start for a rule that cannot be played in front of this upstream.
 */
export async function startFaultProxy(options: FaultProxyOptions): Promise<FaultProxy> {
  const { upstream, rules = [], seed = 1, accountId = MOTO_ACCOUNT } = options;
  const table = options.table ?? new FaultTable(seed);
  for (const rule of rules) table.add(rule, Date.now());
  checkTable(table);
  for (const rule of table.list()) checkUpstream(rule, upstream);
  const duplicates = new Duplicates<Forwarded>();
  const gone = new AbortController();
  const server = createServer((request, response) => {
    answer({ upstream, table, accountId, duplicates, signal: gone.signal }, request)
      .then((answered) => send(response, answered))
      .catch((error: unknown) => {
        if (!(error instanceof SocketCut) && !gone.signal.aborted) console.error("fault proxy:", error);
        response.destroy();
      });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    table,
    stop: async () => {
      gone.abort();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

interface Proxied {
  readonly upstream: string;
  readonly table: FaultTable;
  readonly accountId: string;
  readonly duplicates: Duplicates<Forwarded>;
  readonly signal: AbortSignal;
}

async function answer(proxied: Proxied, request: IncomingMessage): Promise<Forwarded> {
  const { upstream, table, duplicates, signal } = proxied;
  const body = await readBody(request);
  const raw = {
    method: request.method ?? "GET",
    url: request.url ?? "/",
    headers: plainHeaders(request.headers),
    body,
  };
  const pass = (changed = body) => forward(upstream, { ...raw, body: changed });
  const call = understand(raw, proxied.accountId);
  if (!call) return pass();
  const { action, accountId, region, input } = call;
  const rules = table.strike({ action, accountId, region, queueName: queueNameOf(input) }, Date.now());
  for (const rule of rules) checkUpstream(rule, upstream);
  const strike = strikeOf(rules, { action, accountId });
  if (strike.delayMs > 0) await realSleep(strike.delayMs, undefined, { signal });
  const instead = strike.rule?.afterEffect ? undefined : await play(strike, call, signal);
  if (instead) return instead;
  if (strike.rule?.kind === "emptyReceive") return call.success({});
  const again = action === "sqs:ReceiveMessage" ? duplicates.take(input.QueueUrl) : undefined;
  if (again) return again;
  if (strike.rule?.kind === "partialBatch") return partial(call, strike.rule.n, body, pass);
  const done = await pass();
  if (strike.rule?.kind === "resetAfter") throw new SocketCut();
  if (strike.rule?.kind === "duplicateDelivery" && done.status === 200) duplicates.keep(input.QueueUrl, done);
  return (strike.rule?.afterEffect && (await play(strike, call, signal))) || done;
}

/** Hangs, cuts the connection (SocketCut) or answers an error in the protocol of the call. */
async function play({ rule, error }: Strike, call: AskedCall, signal: AbortSignal): Promise<Forwarded | undefined> {
  if (rule?.kind === "timeout") await realSleep(rule.ms ?? HANG_MS, undefined, { signal });
  if (rule?.kind === "timeout" || rule?.kind === "resetBefore") throw new SocketCut();
  return error && call.failure(error);
}

async function partial(
  call: AskedCall,
  n: number | undefined,
  body: Buffer,
  pass: (changed: Buffer) => Promise<Forwarded>,
): Promise<Forwarded> {
  if (!call.isJson) {
    const message = "The fault proxy plays partialBatch only on AWS JSON, not on the query protocol.";
    return call.failure(new AwsError("InternalFailure", message, { status: 500 }));
  }
  const left = splitBatch(body.toString(), n);
  if (left.body === undefined) return call.success({ Successful: [], Failed: left.failed });
  const done = await pass(Buffer.from(left.body));
  if (done.status !== 200) return done;
  const { Failed = [], ...answered } = JSON.parse(Buffer.from(done.body).toString()) as { Failed?: unknown[] };
  return { ...done, body: Buffer.from(JSON.stringify({ ...answered, Failed: [...left.failed, ...Failed] })) };
}

function checkUpstream(rule: FaultRule, upstream: string): void {
  checkPlayable(rule);
  if (rule.kind !== "partialBatch" || LOOPBACK.test(new URL(upstream).hostname)) return;
  throw new UnplayableFault(
    `partialBatch changes requests that are signed already, which ${upstream} may refuse: only an endpoint on this machine can have it`,
  );
}

function send(response: ServerResponse, { status, headers, body }: Forwarded): void {
  if (response.destroyed) return;
  response.writeHead(status, { ...headers, "content-length": Buffer.byteLength(body) });
  response.end(body);
}
