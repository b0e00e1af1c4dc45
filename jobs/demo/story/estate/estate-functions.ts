import {
  CreateEventSourceMappingCommand,
  CreateFunctionCommand,
  DeleteFunctionConcurrencyCommand,
  PutFunctionEventInvokeConfigCommand,
  UpdateFunctionCodeCommand,
} from "@aws-sdk/client-lambda";
import type { BehaviourStep } from "@/simulator/lambda/behaviour";
import { control } from "../control";
import { switchConsumer } from "./consumer-switch";
import type { Estate } from "./estate";
import { arnIn, BUS, functionArn, type Place, REHEARSAL, SHIPPING, SHOP } from "./estate-places";
import { roleFor } from "./estate-roles";
import { unlessThere } from "./unless-there";

const TIMEOUT_SECONDS = 5;
const USUAL_VERSION = "1.4.0";

/** What a simulated function does with what it gets: the first step that matches decides. */
export type Behaviour = readonly BehaviourStep[];

/** A function of the shop and what it usually does. */
export interface EstateFunction {
  readonly name: string;
  readonly at: Place;
  readonly behaviour: Behaviour;
  /** The queue it consumes. */
  readonly reads?: string;
  readonly batchSize?: number;
  /** How long a batch is waited for to fill. */
  readonly batchSeconds?: number;
  /** It names the messages of a batch that failed, so that the others are done with. */
  readonly reportsFailures?: boolean;
  /** For those that are invoked asynchronously: where an event goes after the last try, and how. */
  readonly failures?: { readonly queue: string; readonly as: "dead letter" | "destination" };
}

const usual = (ms: number, ...log: string[]): Behaviour => [{ ms, ...(log.length > 0 && { log }) }];
const toAnswers = (carrier: string, priceCents: number): BehaviourStep => ({
  ms: 120,
  emit: [
    {
      to: arnIn(SHIPPING, "sqs", "quote-answers"),
      body: { type: "QuoteGiven", quoteId: "<$.body.quoteId>", carrier, priceCents },
    },
  ],
});

/** It tells of each order that it took. */
export const PICKED: BehaviourStep = { ms: 90, log: ["picked order <$.body.orderId> of message <$.messageId>"] };

export const ESTATE_FUNCTIONS: readonly EstateFunction[] = [
  { name: "audit-writer", at: BUS, reads: "event-audit", behaviour: usual(40) },
  { name: "picking-list", at: SHOP, reads: "picking", batchSize: 5, batchSeconds: 5, behaviour: [PICKED] },
  { name: "loyalty-points", at: SHOP, reads: "loyalty", reportsFailures: true, behaviour: usual(60) },
  { name: "search-indexer", at: SHOP, reads: "search-index", behaviour: usual(150) },
  { name: "price-cacher", at: SHOP, reads: "price-cache", behaviour: usual(30) },
  { name: "webhook-reader", at: SHOP, reads: "payment-webhooks", batchSize: 5, behaviour: usual(70) },
  { name: "ledger-writer", at: SHOP, reads: "payment-ledger.fifo", reportsFailures: true, behaviour: usual(50) },
  { name: "shelf-counter", at: SHOP, reads: "stock-count-jobs", behaviour: usual(200) },
  {
    name: "fraud-check",
    at: SHOP,
    behaviour: usual(180),
    failures: { queue: "async-failures-dlq", as: "dead letter" },
  },
  { name: "reorder", at: SHOP, behaviour: usual(80), failures: { queue: "async-failures-dlq", as: "destination" } },
  { name: "notify-customer", at: SHOP, behaviour: usual(60) },
  { name: "click-counter", at: SHOP, behaviour: usual(40) },
  { name: "visit-scorer", at: SHOP, behaviour: usual(40) },
  { name: "reserve-stock", at: SHOP, behaviour: [{ ms: 60, returns: { reserved: true } }] },
  { name: "capture-payment", at: SHOP, behaviour: [{ ms: 140, returns: { captured: true } }] },
  { name: "release-stock", at: SHOP, behaviour: [{ ms: 40, returns: { released: true } }] },
  { name: "find-payment", at: SHOP, behaviour: [{ ms: 50, returns: { paymentId: "pay-1" } }] },
  { name: "pay-back", at: SHOP, behaviour: [{ ms: 170, returns: { paidBack: true } }] },
  { name: "ask-dhl", at: SHIPPING, reads: "quote-dhl", behaviour: [toAnswers("dhl", 540)] },
  { name: "ask-ups", at: SHIPPING, reads: "quote-ups", behaviour: [toAnswers("ups", 610)] },
  { name: "ask-post", at: SHIPPING, reads: "quote-post", behaviour: [toAnswers("post", 495)] },
  { name: "quote-gatherer", at: SHIPPING, reads: "quote-answers", behaviour: usual(30) },
  { name: "label-printer", at: SHIPPING, reads: "parcel-labels", reportsFailures: true, behaviour: usual(250) },
  { name: "rehearse-order", at: REHEARSAL, reads: "rehearsal-orders", behaviour: usual(110) },
];

export function functionNamed(name: string): EstateFunction {
  const found = ESTATE_FUNCTIONS.find((one) => one.name === name);
  if (!found) throw new Error(`the estate has no function ${name}`);
  return found;
}

/** Makes a function with its mapping and its handling of failures; what is there stays, but has no limit on its concurrency and takes from its queue. */
export async function ensureFunction(estate: Estate, fn: EstateFunction): Promise<void> {
  const { name: FunctionName, at, failures, reads, batchSize = 10, batchSeconds, reportsFailures } = fn;
  const { lambda } = estate.at(at);
  const queueArn = (queue: string) => arnIn(at, "sqs", queue);
  const code = new CreateFunctionCommand({
    FunctionName,
    Role: roleFor("lambda", at.account),
    Runtime: "nodejs24.x",
    Handler: "index.handler",
    Timeout: TIMEOUT_SECONDS,
    Code: { ZipFile: zipOf(FunctionName, USUAL_VERSION) },
    ...(failures?.as === "dead letter" && { DeadLetterConfig: { TargetArn: queueArn(failures.queue) } }),
  });
  if (!(await unlessThere(lambda.send(code)))) {
    await lambda.send(new DeleteFunctionConcurrencyCommand({ FunctionName }));
    await switchConsumer(estate, fn, "on");
    return;
  }
  if (failures) {
    const DestinationConfig = { OnFailure: { Destination: queueArn(failures.queue) } };
    const tries = { FunctionName, MaximumRetryAttempts: 1, MaximumEventAgeInSeconds: 120 };
    const wish = failures.as === "destination" ? { ...tries, DestinationConfig } : tries;
    await lambda.send(new PutFunctionEventInvokeConfigCommand(wish));
  }
  if (reads) {
    const FunctionResponseTypes = reportsFailures ? ["ReportBatchItemFailures" as const] : undefined;
    const mapping = {
      FunctionName,
      EventSourceArn: queueArn(reads),
      BatchSize: batchSize,
      MaximumBatchingWindowInSeconds: batchSeconds,
      FunctionResponseTypes,
    };
    await unlessThere(lambda.send(new CreateEventSourceMappingCommand(mapping)));
  }
}

/** Lets functions do what they usually do, or what `changes` says for some of them. */
export async function behave(
  estate: Estate,
  names: readonly string[],
  changes: Readonly<Record<string, Behaviour>> = {},
): Promise<void> {
  const functions = names.map(functionNamed).map(({ name, at, behaviour }) => ({
    arn: functionArn(at, name),
    behaviour: changes[name] ?? behaviour,
  }));
  await control(estate.simulatorUrl, "POST", "/setup", { functions });
}

/** Uploads another version of the code: its hash and its time of change are other ones then. */
export async function deploy(estate: Estate, name: string, version: string): Promise<void> {
  const { at } = functionNamed(name);
  await estate.at(at).lambda.send(new UpdateFunctionCodeCommand({ FunctionName: name, ZipFile: zipOf(name, version) }));
}

function zipOf(name: string, version: string): Uint8Array {
  return new TextEncoder().encode(`${name} ${version}`);
}
