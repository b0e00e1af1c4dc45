import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { SQSClient } from "@aws-sdk/client-sqs";
import type { Told } from "./subject-process";

export type SubjectName = "simulator" | "fauxqs";

/** One emulator in a process of its own. */
export interface Subject {
  readonly name: SubjectName;
  readonly url: string;
  readonly readyMs: number;
  readonly sqs: SQSClient;
  /** CPU time it has used so far, user and system, and its memory now. */
  usage(): Promise<Pick<Told, "cpuMs" | "rssBytes">>;
  stop(): Promise<void>;
}

const PROGRAM = fileURLToPath(new URL("subject-process.ts", import.meta.url));

/** Starts an emulator beside this process and waits until it listens. Rejects when it ends before that. */
export async function startSubject(name: SubjectName): Promise<Subject> {
  const child = fork(PROGRAM, [name], { execArgv: ["--import", "tsx"] });
  const { url, readyMs } = await told(child);
  const sqs = sqsClient(url);
  return {
    name,
    url,
    readyMs,
    sqs,
    usage: () => {
      const answer = told(child);
      child.send("usage");
      return answer;
    },
    stop: async () => {
      sqs.destroy();
      const ended = once(child, "exit");
      child.kill();
      await ended;
    },
  };
}

/** The next thing that the process tells; rejects when it ends instead. */
function told(child: ChildProcess): Promise<Told> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null) => reject(new Error(`a subject ended with ${code}`));
    child.once("exit", ended);
    child.once("message", (answer) => {
      child.off("exit", ended);
      resolve(answer as Told);
    });
  });
}

function sqsClient(endpoint: string): SQSClient {
  const credentials = { accessKeyId: "111122223333", secretAccessKey: "rehearsal" };
  return new SQSClient({ endpoint, region: "us-east-1", credentials, useQueueUrlAsEndpoint: false, maxAttempts: 1 });
}
