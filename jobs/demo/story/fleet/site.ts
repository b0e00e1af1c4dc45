import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { KinesisClient } from "@aws-sdk/client-kinesis";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { PipesClient } from "@aws-sdk/client-pipes";
import { SchedulerClient } from "@aws-sdk/client-scheduler";
import { SFNClient } from "@aws-sdk/client-sfn";
import { SNSClient } from "@aws-sdk/client-sns";
import { SQSClient } from "@aws-sdk/client-sqs";
import { ownerConfig } from "../owner";
import type { FleetAccount } from "./fleet-accounts";
import type { Timetable } from "./timetable";

export type Tags = Readonly<Record<string, string>>;

/** Who answers for what an account holds, as its team tags it. */
export function tagsOf({ team, environment, isProduction }: FleetAccount): Tags {
  const runbook = `https://wiki.example/runbooks/${team}`;
  return { team, owner: `${team}-team`, environment, tier: isProduction ? "1" : "3", runbook };
}

export function arnIn({ awsAccountId }: FleetAccount, region: string, service: string, rest: string): string {
  return `arn:aws:${service}:${region}:${awsAccountId}:${rest}`;
}

/** The one role that all services of AWS may take in an account of the fleet. */
export function serviceRoleOf({ awsAccountId }: FleetAccount): string {
  return `arn:aws:iam::${awsAccountId}:role/fleet-services`;
}

/** One account in one Region as the root of the account sees it; a client is made when it is first needed. */
export class Site {
  readonly tags: Tags;
  readonly #clients = new Map<string, { destroy(): void }>();

  constructor(
    private readonly simulatorUrl: string,
    readonly account: FleetAccount,
    readonly region: string,
    /** When what is made here happens. */
    readonly timetable: Timetable,
  ) {
    this.tags = tagsOf(account);
  }

  arn(service: string, rest: string): string {
    return arnIn(this.account, this.region, service, rest);
  }

  get tagList() {
    return Object.entries(this.tags).map(([Key, Value]) => ({ Key, Value }));
  }

  get sqs() {
    return this.#client("sqs", () => new SQSClient({ ...this.#config, useQueueUrlAsEndpoint: false }));
  }
  get events() {
    return this.#client("events", () => new EventBridgeClient(this.#config));
  }
  get sns() {
    return this.#client("sns", () => new SNSClient(this.#config));
  }
  get lambda() {
    return this.#client("lambda", () => new LambdaClient(this.#config));
  }
  get pipes() {
    return this.#client("pipes", () => new PipesClient(this.#config));
  }
  get scheduler() {
    return this.#client("scheduler", () => new SchedulerClient(this.#config));
  }
  get sfn() {
    return this.#client("sfn", () => new SFNClient(this.#config));
  }
  get cloudwatch() {
    return this.#client("cloudwatch", () => new CloudWatchClient(this.#config));
  }
  /** By itself it speaks HTTP/2, which the simulator does not. */
  get kinesis() {
    const { requestHandler } = this.sqs.config;
    return this.#client("kinesis", () => new KinesisClient({ ...this.#config, requestHandler }));
  }

  queueUrl(name: string): string {
    return `${this.simulatorUrl}/${this.account.awsAccountId}/${name}`;
  }

  close(): void {
    for (const client of this.#clients.values()) client.destroy();
  }

  get #config() {
    return ownerConfig(this.simulatorUrl, this.account.awsAccountId, this.region);
  }

  #client<T extends { destroy(): void }>(name: string, make: () => T): T {
    // Each name is asked for with one type only.
    const client = (this.#clients.get(name) as T | undefined) ?? make();
    this.#clients.set(name, client);
    return client;
  }
}
