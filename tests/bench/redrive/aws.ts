import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Audit } from "./audit";
import type { AwsAsk, Pair } from "./aws-process";

const PROGRAM = fileURLToPath(new URL("aws-process.ts", import.meta.url));

export interface Usage {
  readonly cpuMs: number;
  readonly rssBytes: number;
}
/** A simulated AWS in a process of its own, and what only the benchmark may ask it. */
export interface BenchAws {
  readonly url: string;
  /** Puts the messages `from` … into the dead-letter queue, as SQS would have moved them there from the source. */
  fill(pair: Pair, from: number, count: number): Promise<void>;
  shuffle(queueArn: string): Promise<void>;
  /** From now on every call takes this much longer; 0 ends it. */
  delay(ms: number): Promise<void>;
  audit(pair: Pair, count: number, chosen?: number): Promise<Audit>;
  /** Messages in flight now. */
  held(queueArn: string): Promise<number>;
  /** When each message came into the queue since it was filled last, in epoch milliseconds. */
  sends(queueArn: string): Promise<number[]>;
  usage(): Promise<Usage>;
  stop(): Promise<void>;
}

interface Told {
  readonly id: number;
  readonly answer?: unknown;
  readonly error?: string;
}

/** Starts it and waits until it listens. */
export async function startAws(): Promise<BenchAws> {
  const child = fork(PROGRAM, [], { execArgv: ["--import", "tsx"] });
  const waiting = new Map<number, (told: Told) => void>();
  let lastId = 0;
  child.on("message", (told: Told) => {
    waiting.get(told.id)?.(told);
    waiting.delete(told.id);
  });
  child.once("exit", (code) => {
    for (const [id, tell] of waiting) tell({ id, error: `the simulator ended with ${code}` });
  });
  // A channel that breaks shows as the end of the process.
  child.on("error", () => undefined);
  const answerTo = (id: number) =>
    new Promise<unknown>((resolve, reject) => {
      waiting.set(id, ({ answer, error }) => (error === undefined ? resolve(answer) : reject(new Error(error))));
    });
  const url = (await answerTo(0)) as string;
  // The cast stands here once: aws-process.ts answers each ask with this type.
  const ask = <T>(asked: AwsAsk): Promise<T> => {
    if (!child.connected) return Promise.reject(new Error("the simulator has ended"));
    const id = ++lastId;
    child.send({ id, ask: asked });
    return answerTo(id) as Promise<T>;
  };
  return {
    url,
    fill: (pair, from, count) => ask({ what: "fill", pair, from, count }),
    shuffle: (queueArn) => ask({ what: "shuffle", queueArn }),
    delay: (ms) => ask({ what: "delay", ms }),
    audit: (pair, count, chosen) => ask({ what: "audit", pair, count, chosen }),
    held: (queueArn) => ask({ what: "held", queueArn }),
    sends: (queueArn) => ask({ what: "sends", queueArn }),
    usage: () => ask({ what: "usage" }),
    stop: async () => {
      if (!child.connected) return;
      const ended = once(child, "exit");
      child.disconnect();
      await ended;
    },
  };
}
