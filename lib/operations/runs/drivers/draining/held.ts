import type { Sqs } from "@/lib/aws/aws";

const BATCHES_AT_ONCE = 4;
const PER_RELEASE = 500;

/** Messages that were received and are not ours to touch: they stay hidden until the pass is over, then go back. */
export class Held {
  /** In the order in which they were received first. */
  readonly #handles = new Map<string, string>();
  /** Of those that SQS did not hide any longer: others may have them, or took them away. */
  readonly #doubtful = new Map<string, string>();
  #releasing = 0;
  /** How many went back before the end, to make room. */
  releasedCount = 0;

  constructor(
    private readonly sqs: Sqs,
    private readonly queueUrl: string,
  ) {}

  /** Those that are on their way back included. */
  get size(): number {
    return this.#handles.size + this.#releasing;
  }

  has(messageId: string): boolean {
    return this.#handles.has(messageId);
  }

  get isReleasing(): boolean {
    return this.#releasing > 0;
  }

  /** Keeps the newest handle of a message; returns whether it was not held yet. */
  add(messageId: string, receiptHandle: string): boolean {
    const isNew = !this.#handles.has(messageId);
    this.#doubtful.delete(messageId);
    this.#handles.set(messageId, receiptHandle);
    return isNew;
  }

  /** Asks SQS for each whether it is still hidden for us, by hiding it for so much longer. What is not counts no more. */
  async confirm(visibilitySeconds: number): Promise<void> {
    const asked = [...this.#handles];
    const handles = asked.map(([, handle]) => handle);
    const failed = new Set(await this.sqs.extend(this.queueUrl, handles, visibilitySeconds));
    for (const [messageId, handle] of asked) {
      if (!failed.has(handle)) continue;
      this.#handles.delete(messageId);
      this.#doubtful.set(messageId, handle);
    }
  }

  /** Gives the oldest back, so that others can be met. */
  async releaseOldest(count: number): Promise<void> {
    this.releasedCount += count;
    await this.#release(count);
  }

  /** Gives everything back. What SQS does not take back now reappears when its visibility timeout ends. */
  async releaseAll(): Promise<void> {
    for (const [messageId, handle] of this.#doubtful) this.#handles.set(messageId, handle);
    this.#doubtful.clear();
    await this.#release(this.#handles.size);
  }

  async #release(count: number): Promise<void> {
    const oldest = [...this.#handles].slice(0, count);
    for (const [messageId] of oldest) this.#handles.delete(messageId);
    this.#releasing += oldest.length;
    const lane = async () => {
      for (let part = oldest.splice(0, PER_RELEASE); part.length > 0; part = oldest.splice(0, PER_RELEASE)) {
        const handles = part.map(([, handle]) => handle);
        await this.sqs.release(this.queueUrl, handles).catch(() => undefined);
        this.#releasing -= part.length;
      }
    };
    await Promise.all(Array.from({ length: BATCHES_AT_ONCE }, lane));
  }
}
