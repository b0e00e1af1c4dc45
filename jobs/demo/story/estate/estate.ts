import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { KinesisClient } from "@aws-sdk/client-kinesis";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { PipesClient } from "@aws-sdk/client-pipes";
import { SchedulerClient } from "@aws-sdk/client-scheduler";
import { SFNClient } from "@aws-sdk/client-sfn";
import { SNSClient } from "@aws-sdk/client-sns";
import { SQSClient } from "@aws-sdk/client-sqs";
import type { Place } from "./estate-places";

/** The SDK's clients for one place. */
export interface Clients {
  readonly sqs: SQSClient;
  readonly events: EventBridgeClient;
  readonly sns: SNSClient;
  readonly lambda: LambdaClient;
  readonly sfn: SFNClient;
  readonly kinesis: KinesisClient;
  readonly scheduler: SchedulerClient;
  readonly pipes: PipesClient;
}

/** The simulated AWS of the shop as those see it who build it and break it. */
export interface Estate {
  readonly simulatorUrl: string;
  /** As the root of the account. */
  at(place: Place): Clients;
  /** As the shop's own software, which may only produce and consume. */
  softwareAt(place: Place): Clients;
  urlOf(place: Place, queueName: string): string;
  close(): void;
}

/** Opens the clients; what they look at need not be there yet. */
export function openEstate(simulatorUrl: string): Estate {
  const known = new Map<string, Clients>();
  const clientsOf = (accessKeyId: string, { region }: Place): Clients => {
    const key = `${accessKeyId}/${region}`;
    const clients = known.get(key) ?? makeClients(simulatorUrl, accessKeyId, region);
    known.set(key, clients);
    return clients;
  };
  return {
    simulatorUrl,
    at: (place) => clientsOf(place.account.awsAccountId, place),
    softwareAt: (place) => clientsOf(place.account.accessKeyId, place),
    urlOf: ({ account }, name) => `${simulatorUrl}/${account.awsAccountId}/${name}`,
    close: () => {
      for (const clients of known.values()) for (const client of Object.values(clients)) client.destroy();
    },
  };
}

function makeClients(endpoint: string, accessKeyId: string, region: string): Clients {
  const config = { endpoint, region, credentials: { accessKeyId, secretAccessKey: "simulated" } };
  const sqs = new SQSClient({ ...config, useQueueUrlAsEndpoint: false });
  return {
    sqs,
    events: new EventBridgeClient(config),
    sns: new SNSClient(config),
    lambda: new LambdaClient(config),
    sfn: new SFNClient(config),
    // By itself it speaks HTTP/2, which the simulator does not.
    kinesis: new KinesisClient({ ...config, requestHandler: sqs.config.requestHandler }),
    scheduler: new SchedulerClient(config),
    pipes: new PipesClient(config),
  };
}
