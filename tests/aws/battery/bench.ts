import { randomBytes } from "node:crypto";
import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { ResourceGroupsTaggingAPIClient } from "@aws-sdk/client-resource-groups-tagging-api";
import { SFNClient } from "@aws-sdk/client-sfn";
import { SNSClient } from "@aws-sdk/client-sns";
import { SQSClient } from "@aws-sdk/client-sqs";
import { STSClient } from "@aws-sdk/client-sts";
import { nameOf } from "./outcome";
import type { Fixtures, Site } from "./site";

export interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

const MAKERS = {
  cloudwatch: (config: Config) => new CloudWatchClient({ ...config, disableRequestCompression: true }),
  events: (config: Config) => new EventBridgeClient(config),
  lambda: (config: Config) => new LambdaClient(config),
  logs: (config: Config) => new CloudWatchLogsClient(config),
  sns: (config: Config) => new SNSClient(config),
  sqs: (config: Config) => new SQSClient({ ...config, useQueueUrlAsEndpoint: false }),
  states: (config: Config) => new SFNClient(config),
  sts: (config: Config) => new STSClient(config),
  tagging: (config: Config) => new ResourceGroupsTaggingAPIClient(config),
};

interface Config {
  readonly region: string;
  readonly maxAttempts: number;
  readonly endpoint?: string;
  readonly credentials?: Keys;
}

export type Clients = { readonly [Name in keyof typeof MAKERS]: ReturnType<(typeof MAKERS)[Name]> };

/**
 * The SDK's clients for a site, each made when it is first asked for, which takes longer than most calls do; an endpoint
 * is always given in code, or SQS would follow the host of a queue's URL.
 */
export function clientsAt(site: Site, keys = site.keys): Clients {
  const config = {
    region: site.region,
    maxAttempts: site.isReal ? 3 : 1,
    ...(site.endpoint && { endpoint: site.endpoint }),
    ...(keys && { credentials: keys }),
  };
  const clients = {} as Clients;
  for (const [name, make] of Object.entries(MAKERS)) {
    const get = () => {
      const value = make(config);
      Object.defineProperty(clients, name, { value, enumerable: true });
      return value;
    };
    Object.defineProperty(clients, name, { get, configurable: true });
  }
  return clients;
}

/** What a case works with: clients, names of its own, and a list of what to take away again. */
export class Bench {
  readonly #undo: (() => Promise<unknown>)[] = [];
  readonly #clients: Clients[] = [];
  readonly #own = randomBytes(4).toString("hex");
  readonly aws: Clients;

  constructor(
    readonly site: Site,
    readonly prefix: string,
  ) {
    this.aws = this.as(site.keys);
  }

  /** The same clients with other credentials. */
  as(keys: Keys | undefined): Clients {
    const clients = clientsAt(this.site, keys);
    this.#clients.push(clients);
    return clients;
  }

  get accountId(): string {
    return this.site.accountId;
  }

  get region(): string {
    return this.site.region;
  }

  /** A name that nobody else has: the run's prefix, the case's own letters, then the ending. */
  name(ending: string): string {
    return `${this.prefix}${this.#own}-${ending}`;
  }

  arn(service: string, resource: string): string {
    return `arn:aws:${service}:${this.region}:${this.accountId}:${resource}`;
  }

  fixtures(): Fixtures {
    return this.site.fixtures;
  }

  /** Takes something away when the case is over, the latest first. */
  later(undo: () => Promise<unknown>): void {
    this.#undo.push(undo);
  }

  wait(seconds: number): Promise<void> {
    return this.site.wait(seconds);
  }

  /** Reads again until the value is as wanted, and gives what it read last: real services tell late. */
  async eventually<T>(read: () => Promise<T>, isDone: (value: T) => boolean, seconds = 1.5): Promise<T> {
    const pause = this.site.isReal ? 1 : 0.1;
    let left = seconds * this.site.patience;
    let value = await read();
    while (!isDone(value) && left > 0) {
      await this.wait(pause);
      left -= pause;
      value = await read();
    }
    return value;
  }

  /** Everything is tried; what could not be taken away is told, by the names of the errors. */
  async close(): Promise<string[]> {
    const leftovers: string[] = [];
    for (const undo of this.#undo.reverse()) {
      try {
        await undo();
      } catch (error) {
        const name = nameOf(error);
        if (!isGone(name)) leftovers.push(`${name}: ${error instanceof Error ? error.message : ""}`);
      }
    }
    for (const clients of this.#clients) for (const client of Object.values(clients)) client.destroy();
    return leftovers;
  }
}

function isGone(name: string): boolean {
  return /DoesNotExist|NonExistent|NotFound|absent/.test(name);
}
