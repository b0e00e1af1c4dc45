import { setTimeout as sleep } from "node:timers/promises";
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
} from "@aws-sdk/client-sqs";
import { drawer, firstNumberNow } from "./drawer";
import { messagesIn } from "./messages-in";
import { repeat } from "./repeat";
import { type Draw, type Failure, type LineOfBusiness, pick } from "./shop/line-of-business";
import { SHOP } from "./shop/shop";
import { letterOf, type OpenQueue, openQueue, post } from "./shop-sqs";

const SEED = 7;
const LETTER_EVERY_MS = 6000;
const FAILURE_EVERY_MS = { from: 20_000, to: 60_000 };
const TRY_AGAIN_SECONDS = 3;
const MOST_DEAD_LETTERS = 60;

/** The shop at work: consumers on every queue and a gentle flow of letters that they cope with. */
export interface LiveShop {
  /** Lets one letter of each named kind of failure arrive, `everyMs` apart. */
  fail(names: readonly string[], everyMs: number): Promise<void>;
  /** Goes on failing now and then until the shop closes. A dead-letter queue with more than 60 messages gets no more. */
  keepFailing(): Promise<void>;
}

/** Opens the shop until `signal` aborts. An AWS that is away for a while is waited for. */
export async function openShop(simulatorUrl: string, signal: AbortSignal): Promise<LiveShop> {
  const draw = drawer(SEED, firstNumberNow());
  const opened = SHOP.map(async (line) => ({ line, open: await openQueue(simulatorUrl, line.queue) }));
  const shop = await Promise.all(opened);
  for (const [index, { line, open }] of shop.entries()) {
    void repeat(signal, () => consume(line, open, signal));
    void repeat(signal, async () => {
      await sleep(LETTER_EVERY_MS + index * 700, undefined, { signal });
      await post(open, open.url, [line.letter(draw())]);
    });
  }
  const happen = async (name: string) => {
    const found = shop.flatMap(({ line, open }) => line.failures.map((failure) => ({ failure, open })));
    const one = found.find(({ failure }) => failure.name === name);
    if (one && (await messagesIn(one.open.sqs, one.open.deadLetterUrl)) <= MOST_DEAD_LETTERS)
      await post(one.open, one.open.url, [one.failure.letter(draw())]);
  };
  return {
    async fail(names, everyMs) {
      for (const name of names) {
        await happen(name);
        await sleep(everyMs, undefined, { signal });
      }
    },
    keepFailing: () =>
      repeat(signal, async () => {
        const { from, to } = FAILURE_EVERY_MS;
        await sleep(from + draw().chance() * (to - from), undefined, { signal });
        await happen(nextFailure(draw()).name);
      }),
  };
}

function nextFailure({ chance }: Draw): Failure {
  const [first, ...others] = SHOP.flatMap((line) => line.failures).flatMap((failure) =>
    Array.from({ length: failure.weight }, () => failure),
  );
  if (!first) throw new Error("nothing fails in this shop");
  return pick([first, ...others], chance());
}

async function consume(line: LineOfBusiness, open: OpenQueue, signal: AbortSignal): Promise<void> {
  const look = new ReceiveMessageCommand({
    QueueUrl: open.url,
    MaxNumberOfMessages: 10,
    WaitTimeSeconds: 20,
    MessageAttributeNames: ["All"],
    MessageSystemAttributeNames: ["MessageGroupId"],
  });
  const { Messages = [] } = await open.sqs.send(look, { abortSignal: signal });
  for (const message of Messages) await handle(line, open, message);
}

/** A letter it cannot read twice is tried again after three seconds, until SQS has counted enough tries. */
async function handle(line: LineOfBusiness, open: OpenQueue, message: Message): Promise<void> {
  const { sqs, url: QueueUrl, deadLetterUrl } = open;
  const { ReceiptHandle } = message;
  const verdict = line.judge(letterOf(message));
  if (verdict === "fails") {
    const again = { QueueUrl, ReceiptHandle, VisibilityTimeout: TRY_AGAIN_SECONDS };
    await sqs.send(new ChangeMessageVisibilityCommand(again));
    return;
  }
  if (verdict !== "done") await post(open, deadLetterUrl, [verdict.givesUpWith]);
  await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
}
