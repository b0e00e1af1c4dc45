import type { Sqs } from "@/lib/aws/aws";

/** Messages that were received and are not ours to touch: they stay hidden until the pass is over, then go back. */
export class Held {
  private readonly handles = new Map<string, string>();

  constructor(
    private readonly sqs: Sqs,
    private readonly queueUrl: string,
  ) {}

  get size(): number {
    return this.handles.size;
  }

  /** Keeps the newest handle of a message; returns whether it was not held yet. */
  add(messageId: string, receiptHandle: string): boolean {
    const isNew = !this.handles.has(messageId);
    this.handles.set(messageId, receiptHandle);
    return isNew;
  }

  /** Gives everything back. What SQS does not take back now reappears when its visibility timeout ends. */
  async releaseAll(): Promise<void> {
    const handles = [...this.handles.values()];
    this.handles.clear();
    const batches = Array.from({ length: Math.ceil(handles.length / 10) }, (_, index) =>
      handles.slice(index * 10, index * 10 + 10),
    );
    const lane = async () => {
      for (let batch = batches.shift(); batch; batch = batches.shift())
        await this.sqs.release(this.queueUrl, batch).catch(() => undefined);
    };
    await Promise.all(Array.from({ length: 8 }, lane));
  }
}
