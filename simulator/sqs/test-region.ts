import type { Effect } from "../usage";
import type { Queue } from "./queue";
import { type ReceiveRequest, receiveFrom } from "./receiving";
import type { SqsRegion } from "./region";
import { type SentMessage, sendTo } from "./sending";
import { SqsState } from "./state";
import { type Checked, checkMessage, type MessageDraft } from "./validate-message";

const SENDER = { principalArn: "arn:aws:iam::111111111111:user/tester", senderId: "AIDATESTER" };
/** The start of a minute, so that tests of metrics can count from zero. */
export const START = 1_800_000_000_000;

/** A Region with a clock in the test's hand, and the effects that it reported. */
export class TestRegion {
  readonly effects: Effect[] = [];
  readonly state: SqsState;
  readonly region: SqsRegion;
  now = START;

  constructor() {
    this.state = new SqsState({ effect: (effect) => this.effects.push(effect) });
    this.region = this.state.regionOf("111111111111", "eu-west-1");
  }

  pass(seconds: number): void {
    this.now += seconds * 1000;
    this.state.tick(this.now);
  }

  queue(name: string, attributes: Record<string, string> = {}): Queue {
    const fifo: Record<string, string> = name.endsWith(".fifo") ? { FifoQueue: "true" } : {};
    return this.region.create(name, { ...fifo, ...attributes }, {}, this.now);
  }

  /** A queue whose messages go to `dlq` after `maxReceiveCount` receives. */
  source(name: string, dlq: Queue, maxReceiveCount = 1): Queue {
    return this.queue(name, { RedrivePolicy: JSON.stringify({ deadLetterTargetArn: dlq.arn, maxReceiveCount }) });
  }

  send(queue: Queue, body: string, draft: MessageDraft = {}): SentMessage {
    const { content, delaySeconds }: Checked = checkMessage(queue, { MessageBody: body, ...draft });
    return sendTo(queue, content, SENDER, delaySeconds, this.now);
  }

  receive(queue: Queue, request: Partial<ReceiveRequest> = {}) {
    queue.settle(this.now);
    const deadLetters = this.region.deadLettersOf(queue);
    return receiveFrom(queue, { limit: 10, visibilitySeconds: 30, deadLetters, ...request }, this.now);
  }

  bodies(queue: Queue, request: Partial<ReceiveRequest> = {}): string[] {
    return this.receive(queue, request).map((message) => message.body);
  }

  /** Brings a message into the dead-letter queue as SQS does: received too often. */
  deadLetter(source: Queue, body: string, draft: MessageDraft = {}): void {
    this.send(source, body, draft);
    this.receive(source, { visibilitySeconds: 0 });
    this.receive(source, { visibilitySeconds: 0 });
  }
}
