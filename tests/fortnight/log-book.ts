import type { Effect } from "@/simulator/usage";
import type { SimulatedWorld } from "@/simulator/world";

/** SQS itself moved it to its dead-letter queue, or deleted it when its time was over. */
const SQS_ITSELF = "sqs";
const MANY = 1_000_000;

const isDeadLetterQueue = ({ queueName }: Effect) => /-dlq(\.fifo)?$/.test(queueName);
const isOurs = ({ principalArn }: Effect) => /\/dlo-/.test(principalArn);

/**
 * What really happened to messages, from the simulator's own log: nothing of it comes from the product. `ours` is what the
 * roles that the product takes on did.
 */
export function openLogBook(aws: SimulatedWorld) {
  const effects: Effect[] = [];
  let next = aws.usage.effectCount;
  const read = (): readonly Effect[] => {
    const news = aws.usage.effects(next, MANY);
    next = news.next;
    effects.push(...news.effects);
    return effects;
  };
  const within = (from: Date, until: Date) => read().filter(({ at }) => at >= from.getTime() && at < until.getTime());
  return {
    /** Keeps what there is: the simulator forgets. */
    note: () => void read(),
    /** Messages that came into dead-letter queues, whoever put them there. */
    deadLettered: (from: Date, until: Date) =>
      within(from, until).filter((one) => one.action === "SendMessage" && isDeadLetterQueue(one) && !isOurs(one)),
    /** Dead letters that their queue kept no longer. */
    expired: (from: Date, until: Date) =>
      within(from, until).filter(
        (one) => one.action === "DeleteMessage" && isDeadLetterQueue(one) && one.principalArn === SQS_ITSELF,
      ),
    /** Messages that we sent to where they should have gone. */
    sentByUs: (from: Date, until: Date) =>
      within(from, until).filter((one) => one.action === "SendMessage" && isOurs(one)),
    /** Dead letters that we deleted. */
    deletedByUs: (from: Date, until: Date) =>
      within(from, until).filter((one) => one.action === "DeleteMessage" && isDeadLetterQueue(one) && isOurs(one)),
    /** Messages that rules delivered to queues. */
    delivered: (from: Date, until: Date) =>
      within(from, until).filter((one) => one.action === "SendMessage" && one.principalArn === "events.amazonaws.com"),
  };
}
export type LogBook = ReturnType<typeof openLogBook>;
