import http from "node:http";
import https from "node:https";
import { CloudTrailClient } from "@aws-sdk/client-cloudtrail";
import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { KinesisClient } from "@aws-sdk/client-kinesis";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { OrganizationsClient } from "@aws-sdk/client-organizations";
import { PipesClient } from "@aws-sdk/client-pipes";
import { ResourceGroupsTaggingAPIClient } from "@aws-sdk/client-resource-groups-tagging-api";
import { SchedulerClient } from "@aws-sdk/client-scheduler";
import { SFNClient } from "@aws-sdk/client-sfn";
import { SNSClient } from "@aws-sdk/client-sns";
import { SQSClient, type SQSClientConfig } from "@aws-sdk/client-sqs";
import { STSClient } from "@aws-sdk/client-sts";
import type { AwsCredentialIdentity } from "@smithy/types";
import { countCalls } from "./count-calls";

export type CredentialSource = () => Promise<AwsCredentialIdentity>;

const UNUSED_MIDDLEWARE = ["loggerMiddleware", "getUserAgentMiddleware", "recursionDetectionMiddleware"];

/** What all clients share: where AWS is, and the connections to it. */
export class Wire {
  readonly #sockets = { keepAlive: true, maxSockets: 512 };
  readonly #httpAgent = new http.Agent(this.#sockets);
  readonly #httpsAgent = new https.Agent(this.#sockets);

  constructor(readonly endpoint: string | undefined) {}

  /** `attempts`: 1 where a repetition after a lost answer would do the thing twice. */
  config(region: string, credentials: CredentialSource | undefined, attempts: number, timeoutMs = 10_000) {
    return {
      region,
      ...(this.endpoint ? { endpoint: this.endpoint } : {}),
      ...(credentials ? { credentials } : {}),
      maxAttempts: attempts,
      retryMode: "standard",
      requestHandler: {
        httpAgent: this.#httpAgent,
        httpsAgent: this.#httpsAgent,
        connectionTimeout: 3000,
        requestTimeout: timeoutMs,
        throwOnRequestTimeout: true,
      },
    };
  }

  close(): void {
    this.#httpAgent.destroy();
    this.#httpsAgent.destroy();
  }
}

/** The SDK's clients for one set of credentials in one Region, each made at its first use. */
export class Clients {
  #made = new Map<string, unknown>();

  constructor(
    private readonly wire: Wire,
    private readonly region: string,
    private readonly credentials: CredentialSource | undefined,
  ) {}

  get sqs(): SQSClient {
    return this.#once("sqs", () => this.#sqs(3));
  }
  /** For what must not be done twice. Its MD5 check is ours, so that one wrong entry does not hide the others' answers. */
  get sqsOnce(): SQSClient {
    return this.#once("sqsOnce", () => this.#lean({ ...this.#config(1, 15_000), md5: false }));
  }
  /** For the many calls of a run: receiving, hiding, deleting. Whoever receives compares bodies by a hash of its own. */
  get sqsOften(): SQSClient {
    return this.#once("sqsOften", () => this.#lean({ ...this.#config(3, 12_000), md5: false }));
  }
  get cloudwatch(): CloudWatchClient {
    return this.#once("cloudwatch", () => {
      const client = new CloudWatchClient({ ...this.#config(3), disableRequestCompression: true });
      countCalls(client.middlewareStack);
      return client;
    });
  }
  get lambda(): LambdaClient {
    return this.#once("lambda", () => {
      const client = new LambdaClient(this.#config(3));
      countCalls(client.middlewareStack);
      return client;
    });
  }
  /** For invocations, which must not be made twice. */
  get lambdaOnce(): LambdaClient {
    return this.#once("lambdaOnce", () => {
      const client = new LambdaClient(this.#config(1));
      countCalls(client.middlewareStack);
      return client;
    });
  }
  get kinesis(): KinesisClient {
    return this.#once("kinesis", () => {
      // Its own way is HTTP/2; over HTTP/1.1 it shares the connections and time limits of all the others.
      const client = new KinesisClient({ ...this.#config(3), requestHandler: this.sqs.config.requestHandler });
      countCalls(client.middlewareStack);
      return client;
    });
  }
  get dynamodbStreams(): DynamoDBStreamsClient {
    return this.#once("dynamodbStreams", () => {
      const client = new DynamoDBStreamsClient(this.#config(3));
      countCalls(client.middlewareStack);
      return client;
    });
  }
  get cloudtrail(): CloudTrailClient {
    return this.#once("cloudtrail", () => {
      const client = new CloudTrailClient(this.#config(3));
      countCalls(client.middlewareStack);
      return client;
    });
  }
  get events(): EventBridgeClient {
    return this.#once("events", () => {
      const client = new EventBridgeClient(this.#config(3));
      countCalls(client.middlewareStack);
      return client;
    });
  }
  /** For events, which must not be put twice. */
  get eventsOnce(): EventBridgeClient {
    return this.#once("eventsOnce", () => {
      const client = new EventBridgeClient(this.#config(1));
      countCalls(client.middlewareStack);
      return client;
    });
  }
  get logs(): CloudWatchLogsClient {
    return this.#once("logs", () => {
      const client = new CloudWatchLogsClient(this.#config(3));
      countCalls(client.middlewareStack);
      return client;
    });
  }
  get organizations(): OrganizationsClient {
    return this.#once("organizations", () => {
      const client = new OrganizationsClient(this.#config(3));
      countCalls(client.middlewareStack);
      return client;
    });
  }
  get pipes(): PipesClient {
    return this.#once("pipes", () => {
      const client = new PipesClient(this.#config(3));
      countCalls(client.middlewareStack);
      return client;
    });
  }
  get scheduler(): SchedulerClient {
    return this.#once("scheduler", () => {
      const client = new SchedulerClient(this.#config(3));
      countCalls(client.middlewareStack);
      return client;
    });
  }
  get sfn(): SFNClient {
    return this.#once("sfn", () => {
      const client = new SFNClient(this.#config(3));
      countCalls(client.middlewareStack);
      return client;
    });
  }
  /** For redrives and starts, whose repetition is for the run to decide. */
  get sfnOnce(): SFNClient {
    return this.#once("sfnOnce", () => {
      const client = new SFNClient(this.#config(1));
      countCalls(client.middlewareStack);
      return client;
    });
  }
  get sns(): SNSClient {
    return this.#once("sns", () => {
      const client = new SNSClient(this.#config(3));
      countCalls(client.middlewareStack);
      return client;
    });
  }
  /** For notifications, which must not be published twice. */
  get snsOnce(): SNSClient {
    return this.#once("snsOnce", () => {
      const client = new SNSClient(this.#config(1));
      countCalls(client.middlewareStack);
      return client;
    });
  }
  get tagging(): ResourceGroupsTaggingAPIClient {
    return this.#once("tagging", () => {
      const client = new ResourceGroupsTaggingAPIClient(this.#config(3));
      countCalls(client.middlewareStack);
      return client;
    });
  }
  get sts(): STSClient {
    return this.#once("sts", () => {
      const client = new STSClient(this.#config(3));
      countCalls(client.middlewareStack);
      return client;
    });
  }

  #sqs(attempts: number): SQSClient {
    // Without useQueueUrlAsEndpoint: false the SDK sends to the host of the queue URL, whatever the endpoint says.
    const client = new SQSClient({ ...this.#config(attempts), useQueueUrlAsEndpoint: false });
    countCalls(client.middlewareStack);
    return client;
  }

  /** Without what costs a third of each call and tells nobody anything; options of a single call would cost as much again. */
  #lean(config: SQSClientConfig): SQSClient {
    const client = new SQSClient({ ...config, useQueueUrlAsEndpoint: false, cacheMiddleware: true });
    countCalls(client.middlewareStack);
    for (const name of UNUSED_MIDDLEWARE) client.middlewareStack.remove(name);
    return client;
  }

  #config(attempts: number, timeoutMs?: number) {
    return this.wire.config(this.region, this.credentials, attempts, timeoutMs);
  }

  #once<C>(name: string, make: () => C): C {
    const made = this.#made.get(name) ?? make();
    this.#made.set(name, made);
    return made as C;
  }
}
