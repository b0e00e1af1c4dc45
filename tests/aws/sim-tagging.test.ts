import { CloudWatchLogsClient, CreateLogGroupCommand } from "@aws-sdk/client-cloudwatch-logs";
import { EventBridgeClient, PutRuleCommand } from "@aws-sdk/client-eventbridge";
import {
  GetResourcesCommand,
  type GetResourcesCommandInput,
  GetTagKeysCommand,
  GetTagValuesCommand,
  ResourceGroupsTaggingAPIClient,
  TagResourcesCommand,
  UntagResourcesCommand,
} from "@aws-sdk/client-resource-groups-tagging-api";
import { CreateTopicCommand, SNSClient } from "@aws-sdk/client-sns";
import { CreateQueueCommand } from "@aws-sdk/client-sqs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Simulator, startSimulator } from "@/simulator/start";
import { ACCOUNT, allow, type Clients, clientsOf, errorOf, OTHER_ACCOUNT, REGION, rootKeys, sim } from "./sim-clients";

let simulator: Simulator;
let clients: Clients;

const clientOf = (credentials = rootKeys(ACCOUNT), region = REGION) =>
  new ResourceGroupsTaggingAPIClient({ endpoint: simulator.url, region, credentials, maxAttempts: 1 });

beforeEach(async () => {
  simulator = await startSimulator();
  clients = clientsOf(simulator.url);
});
afterEach(() => simulator.stop());

const aTaggedQueue = (QueueName: string, tags: Record<string, string>) =>
  clients.sqs.send(new CreateQueueCommand({ QueueName, tags }));

async function resources(input: GetResourcesCommandInput = {}, client = clientOf()) {
  const { ResourceTagMappingList = [] } = await client.send(new GetResourcesCommand(input));
  return ResourceTagMappingList.map(({ ResourceARN = "" }) => ResourceARN.slice(ResourceARN.lastIndexOf(":") + 1));
}

const arnOf = (name: string) => `arn:aws:sqs:${REGION}:${ACCOUNT}:${name}`;

test("tagged resources of every service are found, untagged ones are not", async () => {
  await aTaggedQueue("orders", { team: "shop", env: "prd" });
  await aTaggedQueue("bare", {});
  const logs = new CloudWatchLogsClient({ endpoint: simulator.url, region: REGION, credentials: rootKeys(ACCOUNT) });
  await logs.send(new CreateLogGroupCommand({ logGroupName: "pay", tags: { team: "pay" } }));
  const sns = new SNSClient({ endpoint: simulator.url, region: REGION, credentials: rootKeys(ACCOUNT) });
  await sns.send(new CreateTopicCommand({ Name: "news", Tags: [{ Key: "team", Value: "news" }] }));
  const events = new EventBridgeClient({ endpoint: simulator.url, region: REGION, credentials: rootKeys(ACCOUNT) });
  const pattern = JSON.stringify({ source: ["shop"] });
  await events.send(new PutRuleCommand({ Name: "paid", EventPattern: pattern, Tags: [{ Key: "team", Value: "pay" }] }));

  const { ResourceTagMappingList, PaginationToken } = await clientOf().send(new GetResourcesCommand({}));

  expect(ResourceTagMappingList).toEqual([
    { ResourceARN: `arn:aws:events:${REGION}:${ACCOUNT}:rule/paid`, Tags: [{ Key: "team", Value: "pay" }] },
    { ResourceARN: `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:pay`, Tags: [{ Key: "team", Value: "pay" }] },
    { ResourceARN: `arn:aws:sns:${REGION}:${ACCOUNT}:news`, Tags: [{ Key: "team", Value: "news" }] },
    {
      ResourceARN: arnOf("orders"),
      Tags: [
        { Key: "team", Value: "shop" },
        { Key: "env", Value: "prd" },
      ],
    },
  ]);
  expect(PaginationToken).toBe("");
});

test.each<[string, GetResourcesCommandInput, string[]]>([
  ["a service", { ResourceTypeFilters: ["sqs"] }, ["a", "b", "c"]],
  ["a type", { ResourceTypeFilters: ["sqs:queue"] }, ["a", "b", "c"]],
  ["another type", { ResourceTypeFilters: ["events:rule", "lambda:function"] }, []],
  ["a key", { TagFilters: [{ Key: "env" }] }, ["a", "b"]],
  ["one of two values", { TagFilters: [{ Key: "env", Values: ["sat", "dev"] }] }, ["b"]],
  ["two keys at once", { TagFilters: [{ Key: "env" }, { Key: "team", Values: ["shop"] }] }, ["a"]],
  ["ARNs", { ResourceARNList: [arnOf("c"), arnOf("unknown")] }, ["c"]],
])("resources are chosen by %s", async (_, input, expected) => {
  await aTaggedQueue("a", { env: "prd", team: "shop" });
  await aTaggedQueue("b", { env: "sat" });
  await aTaggedQueue("c", { team: "shop" });

  expect(await resources(input)).toEqual(expected);
});

test("pages follow each other without a gap, and an empty token is the end", async () => {
  for (const name of ["a", "b", "c"]) await aTaggedQueue(name, { team: "shop" });

  const first = await clientOf().send(new GetResourcesCommand({ ResourcesPerPage: 2 }));
  const second = await clientOf().send(
    new GetResourcesCommand({ ResourcesPerPage: 2, PaginationToken: first.PaginationToken }),
  );

  expect(first.ResourceTagMappingList).toHaveLength(2);
  expect(second).toMatchObject({ ResourceTagMappingList: [{ ResourceARN: arnOf("c") }], PaginationToken: "" });
});

test("other accounts and Regions have their own", async () => {
  await aTaggedQueue("a", { team: "shop" });

  expect(await resources({}, clientOf(rootKeys(OTHER_ACCOUNT)))).toEqual([]);
  expect(await resources({}, clientOf(rootKeys(ACCOUNT), "eu-west-1"))).toEqual([]);
});

test("keys and values in use are listed once", async () => {
  await aTaggedQueue("a", { env: "prd", team: "shop" });
  await aTaggedQueue("b", { env: "sat", team: "shop" });

  const { TagKeys } = await clientOf().send(new GetTagKeysCommand({}));
  const { TagValues } = await clientOf().send(new GetTagValuesCommand({ Key: "env" }));

  expect(TagKeys).toEqual(["env", "team"]);
  expect(TagValues).toEqual(["prd", "sat"]);
});

test("queues are tagged and untagged, what cannot be is told by ARN", async () => {
  await aTaggedQueue("a", { team: "shop" });
  const rule = `arn:aws:events:${REGION}:${ACCOUNT}:rule/r`;

  const tagged = await clientOf().send(
    new TagResourcesCommand({ ResourceARNList: [arnOf("a"), arnOf("unknown"), rule], Tags: { env: "prd" } }),
  );
  await clientOf().send(new UntagResourcesCommand({ ResourceARNList: [arnOf("a")], TagKeys: ["team", "none"] }));

  expect(Object.keys(tagged.FailedResourcesMap ?? {})).toEqual([arnOf("unknown"), rule]);
  expect(await resources({ TagFilters: [{ Key: "env", Values: ["prd"] }] })).toEqual(["a"]);
  expect(await resources({ TagFilters: [{ Key: "team" }] })).toEqual([]);
});

test("tagging a queue needs the right to tag queues too", async () => {
  await aTaggedQueue("a", { team: "shop" });
  await sim(simulator.url, "POST", "/setup", {
    users: [{ arn: `arn:aws:iam::${ACCOUNT}:user/ada`, accessKeyId: "AKIAADA1", policies: [allow("tag:*")] }],
  });
  const ada = clientOf({ accessKeyId: "AKIAADA1", secretAccessKey: "x" });

  const { FailedResourcesMap } = await ada.send(
    new TagResourcesCommand({ ResourceARNList: [arnOf("a")], Tags: { env: "prd" } }),
  );

  expect(FailedResourcesMap?.[arnOf("a")]).toMatchObject({
    StatusCode: 403,
    ErrorMessage: expect.stringMatching(/sqs:tagqueue/),
  });
});

test.each<[string, GetResourcesCommandInput, string]>([
  ["a page of 101", { ResourcesPerPage: 101 }, "InvalidParameterException"],
  ["an odd type", { ResourceTypeFilters: ["SQS Queue"] }, "InvalidParameterException"],
  ["ARNs and filters", { ResourceARNList: [arnOf("a")], ResourceTypeFilters: ["sqs"] }, "InvalidParameterException"],
  ["compliance", { IncludeComplianceDetails: true }, "InvalidParameterException"],
  ["an odd token", { PaginationToken: "x" }, "PaginationTokenExpiredException"],
])("GetResources with %s is refused", async (_, input, name) => {
  expect((await errorOf(clientOf().send(new GetResourcesCommand(input)))).name).toBe(name);
});
