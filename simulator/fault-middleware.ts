import { setTimeout as realSleep } from "node:timers/promises";
import type { AbsoluteLocation, FinalizeRequestHandlerOptions, FinalizeRequestMiddleware } from "@smithy/types";
import { queueNameOf } from "./aws-door";
import type { AwsError } from "./aws-error";
import { checkTable, Duplicates, type FailedEntry, type Strike, splitBatch, strikeOf } from "./fault-outside";
import { HANG_MS } from "./fault-play";
import type { FaultTable } from "./faults";
import { SERVICES } from "./services";

/** Where the middleware belongs: below the SDK's retries, so that every attempt is a call of its own. */
export const FAULTS_BELOW_RETRIES: FinalizeRequestHandlerOptions & AbsoluteLocation = {
  step: "finalizeRequest",
  priority: "low",
  name: "orderedFaults",
};

/** Whose calls they are, for rules that name an account or Region. */
export interface FaultedClient {
  readonly accountId: string;
  readonly region: string;
  /** Real time and real waiting unless told. */
  readonly now?: () => number;
  readonly sleep?: (ms: number) => Promise<unknown>;
}

/** The service, as IAM spells it, of each SDK client whose name says it otherwise. */
const CLIENTS: Readonly<Record<string, string>> = {
  EventBridgeClient: "events",
  SFNClient: "states",
  CloudWatchLogsClient: "logs",
  DynamoDBStreamsClient: "dynamodb",
  ResourceGroupsTaggingAPIClient: "tag",
};
/** Clients that show an error by the name it had in the query protocol. */
const SHOW_QUERY_CODES = ["sqs", "cloudwatch", "sns", "sts"];

/**
 * Plays a fault table between an SDK client and whatever it talks to:
 * `client.middlewareStack.add(faultMiddleware(table, who), FAULTS_BELOW_RETRIES)`. The same table, seed and calls
 * strike as they do in the simulator. A partial batch leaves entries out of a request that is already signed: the
 * endpoint must not verify signatures. A duplicate delivery answers the queue's next receive with the same messages
 * and handles. A hanging call does not hear the client's own time-out: give such a rule `ms`. Throws UnplayableFault
 * for rules that cannot be played from outside; errors carry the SDK's names and metadata but are not its classes.
 */
export function faultMiddleware<Input extends object, Output extends object>(
  table: FaultTable,
  who: FaultedClient,
): FinalizeRequestMiddleware<Input, Output> {
  checkTable(table);
  const { accountId, region, now = Date.now, sleep = realSleep } = who;
  const duplicates = new Duplicates<Output>();
  return (next, context) => async (args) => {
    const { service, action } = calledAs(String(context.clientName), String(context.commandName));
    const input = args.input as Record<string, unknown>;
    const rules = table.strike({ action, accountId, region, queueName: queueNameOf(input) }, now());
    const strike = strikeOf(rules, { action, accountId });
    await sleep(strike.delayMs);
    await failBefore(strike, service, sleep);
    if (strike.rule?.kind === "emptyReceive") return madeUp<Output>({ $metadata: { httpStatusCode: 200 } });
    const again = action === "sqs:ReceiveMessage" ? duplicates.take(input.QueueUrl) : undefined;
    if (again) return madeUp<Output>(again);
    if (strike.rule?.kind === "partialBatch") {
      const left = leaveOut(args.request, strike.rule.n);
      if (!left.request) {
        return madeUp<Output>({ $metadata: { httpStatusCode: 200 }, Successful: [], Failed: left.entries });
      }
      const done = await next({ ...args, request: left.request });
      const { Failed = [] } = done.output as { readonly Failed?: readonly unknown[] };
      return { ...done, output: { ...done.output, Failed: [...left.entries, ...Failed] } };
    }
    const done = await settled(next(args));
    await failAfter(strike, service, sleep);
    if ("error" in done) throw done.error;
    if (strike.rule?.kind === "duplicateDelivery") duplicates.keep(input.QueueUrl, structuredClone(done.value.output));
    return done.value;
  };
}

/** An answer that no endpoint gave. The cast stands here: what is answered has the shape of SQS's own outputs. */
function madeUp<Output extends object>(output: object): { response: undefined; output: Output } {
  return { response: undefined, output: output as Output };
}

async function failBefore({ rule, error }: Strike, service: string, sleep: (ms: number) => Promise<unknown>) {
  if (!rule || rule.afterEffect) return;
  if (rule.kind === "timeout") await sleep(rule.ms ?? HANG_MS);
  if (rule.kind === "timeout" || rule.kind === "resetBefore") throw connectionReset();
  if (error) throw shownError(error, service);
}

async function failAfter({ rule, error }: Strike, service: string, sleep: (ms: number) => Promise<unknown>) {
  if (rule?.kind === "resetAfter") throw connectionReset();
  if (!rule?.afterEffect) return;
  if (rule.kind === "timeout") await sleep(rule.ms ?? HANG_MS);
  if (rule.kind === "timeout" || rule.kind === "resetBefore") throw connectionReset();
  if (error) throw shownError(error, service);
}

/** A struck call loses its answer, whether that was a success or an error. */
async function settled<T>(call: Promise<T>): Promise<{ readonly value: T } | { readonly error: unknown }> {
  try {
    return { value: await call };
  } catch (error) {
    return { error };
  }
}

function calledAs(clientName: string, commandName: string): { service: string; action: string } {
  const service = CLIENTS[clientName] ?? clientName.replace(/Client$/, "").toLowerCase();
  const operation = commandName.replace(/Command$/, "");
  return { service, action: `${service}:${SERVICES.get(service)?.actions?.[operation] ?? operation}` };
}

/** A serialized batch without its first entries; a copy, because a retry sends the original again. */
function leaveOut(request: unknown, n: number | undefined): { entries: FailedEntry[]; request: object | undefined } {
  const original = request as { readonly body?: unknown; readonly headers?: Readonly<Record<string, string>> };
  const text = original.body instanceof Uint8Array ? new TextDecoder().decode(original.body) : String(original.body);
  const { body, failed } = splitBatch(text, n);
  if (body === undefined) return { entries: failed, request: undefined };
  const headers = { ...original.headers, "content-length": String(Buffer.byteLength(body)) };
  const copy: object = Object.create(Object.getPrototypeOf(original));
  return { entries: failed, request: Object.assign(copy, original, { body, headers }) };
}

function shownError(error: AwsError, service: string): Error {
  const code = SHOW_QUERY_CODES.includes(service) ? (error.options.queryCode ?? error.code) : error.code;
  return Object.assign(new Error(error.message), {
    name: code,
    Code: code,
    $fault: error.status < 500 ? "client" : "server",
    $metadata: { httpStatusCode: error.status },
  });
}

/** As the SDK's HTTP handler tells a connection that ends without an answer. */
function connectionReset(): Error {
  return Object.assign(new Error("socket hang up"), { name: "TimeoutError", code: "ECONNRESET" });
}
