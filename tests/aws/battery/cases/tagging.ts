import { GetResourcesCommand } from "@aws-sdk/client-resource-groups-tagging-api";
import { TagQueueCommand } from "@aws-sdk/client-sqs";
import type { Bench } from "../bench";
import { casesOf, documented } from "../case";
import { aQueue } from "../sqs-bench";

const API = "Resource Groups Tagging API Reference, GetResources";

async function taggedQueue(bench: Bench) {
  const queue = await aQueue(bench, "tagged");
  const tag = { Key: bench.name("team"), Value: "orders" };
  await bench.aws.sqs.send(new TagQueueCommand({ QueueUrl: queue.url, Tags: { [tag.Key]: tag.Value } }));
  return { queue, tag };
}

const foundBy = (bench: Bench, filter: { Key: string; Values?: string[] }, type = "sqs") =>
  bench.eventually(
    async () => {
      const command = new GetResourcesCommand({ ResourceTypeFilters: [type], TagFilters: [filter] });
      return (await bench.aws.tagging.send(command)).ResourceTagMappingList ?? [];
    },
    (list) => list.length > 0,
    0.5,
  );

export const TAGGING = casesOf("tagging", "GetResources", [
  {
    id: "resources-by-tag",
    title: "a tagged queue is found by type and tag, with its tags",
    cites: documented(API),
    run: async (bench) => {
      const { queue, tag } = await taggedQueue(bench);
      const found = await foundBy(bench, { Key: tag.Key, Values: [tag.Value] });
      return found.map(({ ResourceARN, Tags }) => [ResourceARN === queue.arn, Tags?.map(({ Value }) => Value)]);
    },
    expected: [[true, ["orders"]]],
  },
  {
    id: "resources-by-key",
    title: "without values the key is enough",
    cites: documented(API),
    run: async (bench) => {
      const { tag } = await taggedQueue(bench);
      return (await foundBy(bench, { Key: tag.Key })).length;
    },
    expected: 1,
  },
  {
    id: "resources-other-value",
    title: "another value, or another type, does not match",
    cites: documented(API),
    run: async (bench) => {
      const { tag } = await taggedQueue(bench);
      const byValue = await foundBy(bench, { Key: tag.Key, Values: ["billing"] });
      return [byValue.length, (await foundBy(bench, { Key: tag.Key }, "sns")).length];
    },
    expected: [0, 0],
  },
]);
