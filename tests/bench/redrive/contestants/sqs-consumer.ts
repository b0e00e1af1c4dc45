import { createRequire } from "node:module";
import { join } from "node:path";
import type { Message, SQSClient } from "@aws-sdk/client-sqs";
import { sendBatch, sqsOf } from "./loops";
import type { Move } from "./move";

interface Consumer {
  on(event: "empty" | "stopped", listener: () => void): void;
  on(event: "error" | "processing_error", listener: (error: Error) => void): void;
  start(): void;
  stop(): void;
}
interface ConsumerPackage {
  readonly Consumer: {
    create(options: {
      queueUrl: string;
      sqs: SQSClient;
      batchSize: number;
      waitTimeSeconds: number;
      visibilityTimeout: number;
      messageAttributeNames: string[];
      handleMessageBatch(messages: Message[]): Promise<Message[]>;
    }): Consumer;
  };
}

/** What its users write to move a queue: batches of ten are sent on, and the package deletes what was returned. */
export const move: Move = async (job, signal) => {
  const { Consumer }: ConsumerPackage = createRequire(join(job.packages ?? "", "package.json"))("sqs-consumer");
  const sqs = sqsOf(job);
  const consumer = Consumer.create({
    queueUrl: job.fromUrl,
    sqs,
    batchSize: 10,
    waitTimeSeconds: 1,
    visibilityTimeout: 30,
    messageAttributeNames: ["All"],
    handleMessageBatch: (messages) => sendBatch(sqs, job.toUrl, messages),
  });
  await new Promise<void>((resolve, reject) => {
    consumer.on("stopped", resolve);
    consumer.on("empty", () => consumer.stop());
    consumer.on("error", reject);
    consumer.on("processing_error", reject);
    signal.addEventListener("abort", () => consumer.stop());
    consumer.start();
  });
};
