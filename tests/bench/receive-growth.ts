import { ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import type { Subject } from "./subject";
import { fill, makeQueue } from "./throughput";

const SHORT = 100;
const LONG = 100_000;
const RECEIVES = 90;

/** How many times a receive costs in a queue of 100,000 messages what it costs in one of 100, once per repetition. */
export async function measureReceiveGrowth(subject: Subject, repetitions: number): Promise<number[]> {
  const long = await makeQueue(subject, "long");
  await fill(subject, long, LONG);
  const ratios: number[] = [];
  for (let turn = 0; turn <= repetitions; turn++) {
    const short = await makeQueue(subject, `short-${turn}`);
    await fill(subject, short, SHORT);
    const isShortFirst = turn % 2 === 0;
    const first = await receiveMs(subject, isShortFirst ? short : long);
    const second = await receiveMs(subject, isShortFirst ? long : short);
    // The first turn warms up.
    if (turn > 0) ratios.push(isShortFirst ? second / first : first / second);
  }
  return ratios;
}

async function receiveMs({ sqs }: Subject, QueueUrl: string): Promise<number> {
  const startedAt = performance.now();
  for (let turn = 0; turn < RECEIVES; turn++) {
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl }));
    if (Messages.length !== 1) throw new Error("a receive came back empty");
  }
  return performance.now() - startedAt;
}
