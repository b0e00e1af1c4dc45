import { Deduplication } from "../sqs/deduplication";
import { Table } from "../table";
import type { Notification } from "./notification";

/* What SNS remembers, as plain JSON. Times are epoch milliseconds. */

export interface Topic {
  readonly accountId: string;
  readonly region: string;
  readonly name: string;
  readonly arn: string;
  readonly createdAt: number;
  /** What was set, under the names of the API. */
  attributes: Record<string, string>;
  tags: Record<string, string>;
  deletedSubscriptions: number;
  /** How many sequence numbers a FIFO topic has given out. */
  sequence: number;
}

export interface Subscription {
  readonly arn: string;
  readonly topicArn: string;
  /** The account that subscribed. */
  readonly owner: string;
  readonly principalArn: string;
  readonly protocol: string;
  readonly endpoint: string;
  readonly createdAt: number;
  attributes: Record<string, string>;
  /** Waiting for ConfirmSubscription with this token; it receives nothing until then. */
  pendingToken?: string;
  /** Message groups whose first notification is being retried, with those that wait behind it. */
  held: Record<string, Notification[]>;
}

/** Topics and subscriptions of every account and Region. */
export class SnsState {
  topics = new Table<Topic>();
  #subscriptions = new Map<string, Subscription>();
  #byTopic = new Map<string, Map<string, Subscription>>();
  #deduplication = new Map<string, Deduplication>();

  topic(arn: string): Topic | undefined {
    const [, , service, region = "", accountId = "", name = ""] = arn.split(":");
    return service === "sns" ? this.topics.get(accountId, region, name) : undefined;
  }

  subscription(arn: string): Subscription | undefined {
    return this.#subscriptions.get(arn);
  }

  subscriptionsOf(topicArn: string): Subscription[] {
    return [...(this.#byTopic.get(topicArn)?.values() ?? [])];
  }

  /** Those that an account made in a Region, in the order of their ARNs. */
  subscriptionsBy(owner: string, region: string): Subscription[] {
    return [...this.#subscriptions.values()]
      .filter((one) => one.owner === owner && one.topicArn.split(":")[3] === region)
      .sort((one, other) => (one.arn < other.arn ? -1 : 1));
  }

  addSubscription(subscription: Subscription): void {
    this.#subscriptions.set(subscription.arn, subscription);
    const ofTopic = this.#byTopic.get(subscription.topicArn) ?? new Map<string, Subscription>();
    this.#byTopic.set(subscription.topicArn, ofTopic.set(subscription.arn, subscription));
  }

  removeSubscription({ arn, topicArn }: Subscription): void {
    this.#subscriptions.delete(arn);
    this.#byTopic.get(topicArn)?.delete(arn);
  }

  /** The topic goes with all its subscriptions. */
  removeTopic(topic: Topic): void {
    for (const subscription of this.subscriptionsOf(topic.arn)) this.removeSubscription(subscription);
    this.#byTopic.delete(topic.arn);
    this.#deduplication.delete(topic.arn);
    this.topics.delete(topic);
  }

  deduplicationOf(topicArn: string): Deduplication {
    const found = this.#deduplication.get(topicArn) ?? new Deduplication();
    this.#deduplication.set(topicArn, found);
    return found;
  }

  serialize() {
    return {
      topics: this.topics.serialize(),
      subscriptions: [...this.#subscriptions.values()],
      deduplication: [...this.#deduplication].map(([arn, seen]) => ({ arn, seen: seen.serialize() })),
    };
  }

  static load(data: ReturnType<SnsState["serialize"]>): SnsState {
    const state = new SnsState();
    state.topics = Table.load(data.topics);
    for (const subscription of data.subscriptions) state.addSubscription({ ...subscription });
    for (const { arn, seen } of data.deduplication) state.#deduplication.set(arn, new Deduplication(seen));
    return state;
  }
}
