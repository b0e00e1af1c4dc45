import {
  AddPermissionCommand,
  CreateQueueCommand,
  DeleteQueueCommand,
  GetQueueUrlCommand,
  ListQueuesCommand,
  ListQueueTagsCommand,
  QueueDoesNotExist,
  RemovePermissionCommand,
  TagQueueCommand,
  UntagQueueCommand,
} from "@aws-sdk/client-sqs";
import type { Bench } from "../bench";
import { casesOf, documented, memory, model, seen } from "../case";
import { outcome, verdict } from "../outcome";
import { aFifoQueue, aQueue, attributesOf, type QueueAttributes, redriveTo, type TestQueue } from "../sqs-bench";

const CREATE = "SQS API Reference, CreateQueue";
const DEAD_LETTERS = "SQS Developer Guide, Using dead-letter queues";

const creating = casesOf("sqs", "CreateQueue", [
  {
    id: "create-url",
    title: "a queue's URL ends with its account and its name",
    cites: documented("SQS Developer Guide, Queue and message identifiers"),
    run: async (bench) => {
      const { url, name } = await aQueue(bench, "plain");
      return url.endsWith(`/${bench.accountId}/${name}`);
    },
    expected: true,
  },
  {
    id: "create-again",
    title: "the same name with the same attributes is the same queue",
    cites: documented(CREATE),
    run: async (bench) => {
      const first = await aQueue(bench, "again", { DelaySeconds: "7" });
      const second = await aQueue(bench, "again", { DelaySeconds: "7" });
      return first.url === second.url;
    },
    expected: true,
  },
  {
    id: "create-other-attributes",
    title: "the same name with other attributes is QueueNameExists",
    cites: model("sqs, CreateQueue: QueueNameExists"),
    run: async (bench) => {
      await aQueue(bench, "taken", { DelaySeconds: "7" });
      return outcome(aQueue(bench, "taken", { DelaySeconds: "9" }));
    },
    expected: "QueueNameExists",
  },
  {
    id: "create-bad-names",
    title: "a name has 1 to 80 letters, digits, hyphens and underscores",
    cites: documented(CREATE),
    run: async (bench) => [await verdict(aQueue(bench, "exclaims!")), await verdict(aQueue(bench, "x".repeat(81)))],
    expected: ["refused", "refused"],
  },
  {
    id: "create-fifo-suffix",
    title: "the name of a FIFO queue ends with .fifo",
    cites: documented(CREATE),
    run: async (bench) => verdict(aQueue(bench, "lane", { FifoQueue: "true" })),
    expected: "refused",
  },
  {
    id: "create-attribute-range",
    title: "a retention below a minute is InvalidAttributeValue",
    cites: model("sqs, CreateQueue: InvalidAttributeValue; MessageRetentionPeriod 60 to 1,209,600"),
    run: async (bench) => outcome(aQueue(bench, "forgetful", { MessageRetentionPeriod: "59" })),
    expected: "InvalidAttributeValue",
  },
  {
    id: "create-unknown-attribute",
    title: "an attribute that does not exist is InvalidAttributeName",
    cites: model("sqs, CreateQueue: InvalidAttributeName"),
    run: async (bench) => outcome(aQueue(bench, "odd", { Colour: "red" } as QueueAttributes)),
    expected: "InvalidAttributeName",
  },
  {
    id: "create-missing-dlq",
    title: "a redrive policy names a queue that exists",
    cites: seen("InvalidParameterValue “Dead letter target does not exist” in public issues of Terraform's provider"),
    run: async (bench) => {
      const absent = { url: "", name: "", arn: bench.arn("sqs", bench.name("absent")) };
      return outcome(aQueue(bench, "orphan", redriveTo(absent, 3)));
    },
    expected: "InvalidParameterValue",
  },
  {
    id: "create-dlq-of-other-type",
    title: "the dead-letter queue of a FIFO queue is a FIFO queue",
    cites: documented(DEAD_LETTERS),
    run: async (bench) => verdict(aFifoQueue(bench, "lane", redriveTo(await aQueue(bench, "dlq"), 3))),
    expected: "refused",
  },
  {
    id: "create-recently-deleted",
    title: "the name of a deleted queue is blocked for a minute",
    cites: model("sqs, CreateQueue: QueueDeletedRecently"),
    run: async (bench) => {
      const { url } = await aQueue(bench, "phoenix");
      await bench.aws.sqs.send(new DeleteQueueCommand({ QueueUrl: url }));
      return outcome(aQueue(bench, "phoenix"));
    },
    expected: "QueueDeletedRecently",
  },
]);

const finding = [
  ...casesOf("sqs", "GetQueueUrl", [
    {
      id: "url-by-name",
      title: "a queue is found by its name and its owner",
      cites: documented("SQS API Reference, GetQueueUrl"),
      run: async (bench) => {
        const { url, name } = await aQueue(bench, "wanted");
        const owner = { QueueName: name, QueueOwnerAWSAccountId: bench.accountId };
        return (await bench.aws.sqs.send(new GetQueueUrlCommand(owner))).QueueUrl === url;
      },
      expected: true,
    },
    {
      id: "url-absent",
      title: "an absent queue is QueueDoesNotExist, with the legacy code beside it",
      cites: model("sqs, QueueDoesNotExist: awsQueryError AWS.SimpleQueueService.NonExistentQueue"),
      run: async (bench) => {
        try {
          await bench.aws.sqs.send(new GetQueueUrlCommand({ QueueName: bench.name("absent") }));
          return "found";
        } catch (error) {
          const { Code } = error as { Code?: string };
          return [error instanceof QueueDoesNotExist, Code];
        }
      },
      expected: [true, "AWS.SimpleQueueService.NonExistentQueue"],
    },
  ]),
  ...casesOf("sqs", "ListQueues", [
    {
      id: "list-pages",
      title: "queues are listed by prefix, MaxResults at a time",
      cites: documented("SQS API Reference, ListQueues"),
      run: async (bench) => {
        for (const n of [1, 2, 3]) await aQueue(bench, `page-${n}`);
        const list = (NextToken?: string) =>
          bench.aws.sqs.send(new ListQueuesCommand({ QueueNamePrefix: bench.name("page-"), MaxResults: 2, NextToken }));
        const first = await bench.eventually(list, ({ QueueUrls = [] }) => QueueUrls.length === 2);
        const second = first.NextToken ? await list(first.NextToken) : undefined;
        return [first.QueueUrls?.length, second?.QueueUrls?.length ?? 0, second?.NextToken === undefined];
      },
      expected: [2, 1, true],
    },
    {
      id: "list-none",
      title: "a list of no queues has no list",
      cites: memory("an empty list is left out of the answer"),
      run: async (bench) => {
        const list = new ListQueuesCommand({ QueueNamePrefix: bench.name("nobody") });
        return (await bench.aws.sqs.send(list)).QueueUrls === undefined;
      },
      expected: true,
    },
  ]),
  ...casesOf("sqs", "DeleteQueue", [
    {
      id: "delete-queue",
      title: "a deleted queue is gone",
      cites: documented("SQS API Reference, DeleteQueue"),
      run: async (bench) => {
        const queue = await aQueue(bench, "doomed");
        await bench.aws.sqs.send(new DeleteQueueCommand({ QueueUrl: queue.url }));
        const read = () => outcome(attributesOf(bench, queue));
        return bench.eventually(read, (name) => name !== "ok");
      },
      expected: "QueueDoesNotExist",
    },
  ]),
];

const tagsOf = async (bench: Bench, { url }: TestQueue) =>
  (await bench.aws.sqs.send(new ListQueueTagsCommand({ QueueUrl: url }))).Tags;

const tagging = [
  ...casesOf("sqs", "TagQueue", [
    {
      id: "tag",
      title: "a tag with a key that exists takes its place",
      cites: documented("SQS API Reference, TagQueue"),
      run: async (bench) => {
        const queue = await aQueue(bench, "tagged");
        for (const team of ["orders", "billing"]) {
          await bench.aws.sqs.send(new TagQueueCommand({ QueueUrl: queue.url, Tags: { team } }));
        }
        return bench.eventually(
          () => tagsOf(bench, queue),
          (tags) => tags?.team === "billing",
        );
      },
      expected: { team: "billing" },
    },
  ]),
  ...casesOf("sqs", "UntagQueue", [
    {
      id: "untag",
      title: "tags are taken away by key, and a key that is not there does no harm",
      cites: documented("SQS API Reference, UntagQueue"),
      run: async (bench) => {
        const queue = await aQueue(bench, "untagged");
        await bench.aws.sqs.send(new TagQueueCommand({ QueueUrl: queue.url, Tags: { team: "orders", tier: "1" } }));
        await bench.aws.sqs.send(new UntagQueueCommand({ QueueUrl: queue.url, TagKeys: ["tier", "colour"] }));
        return bench.eventually(
          () => tagsOf(bench, queue),
          (tags) => tags?.tier === undefined,
        );
      },
      expected: { team: "orders" },
    },
  ]),
  ...casesOf("sqs", "ListQueueTags", [
    {
      id: "tags-of-creation",
      title: "tags given at creation are there",
      cites: documented(CREATE),
      run: async (bench) => {
        const QueueName = bench.name("born-tagged");
        const { QueueUrl = "" } = await bench.aws.sqs.send(
          new CreateQueueCommand({ QueueName, tags: { team: "orders" } }),
        );
        bench.later(() => bench.aws.sqs.send(new DeleteQueueCommand({ QueueUrl })));
        const read = () => tagsOf(bench, { url: QueueUrl, arn: "", name: "" });
        return bench.eventually(read, (tags) => tags !== undefined);
      },
      expected: { team: "orders" },
    },
  ]),
];

const permissions = [
  ...casesOf("sqs", "AddPermission", [
    {
      id: "permission-added",
      title: "a permission becomes a statement of the queue's policy, under its label",
      cites: documented("SQS API Reference, AddPermission"),
      run: async (bench) => {
        const queue = await aQueue(bench, "shared");
        await bench.aws.sqs.send(
          new AddPermissionCommand({
            QueueUrl: queue.url,
            Label: "friends",
            AWSAccountIds: [bench.accountId],
            Actions: ["SendMessage"],
          }),
        );
        const read = () => attributesOf(bench, queue, ["Policy"]);
        const { Policy = "{}" } = await bench.eventually(read, (all) => all.Policy !== undefined);
        const { Statement = [] } = JSON.parse(Policy) as {
          Statement?: { Sid?: string; Effect?: string; Action?: string | string[] }[];
        };
        return Statement.map(({ Sid, Effect, Action }) => [Sid, Effect, String(Action).toLowerCase()]);
      },
      expected: [["friends", "Allow", "sqs:sendmessage"]],
    },
  ]),
  ...casesOf("sqs", "RemovePermission", [
    {
      id: "permission-removed",
      title: "a permission is taken away by its label",
      cites: documented("SQS API Reference, RemovePermission"),
      run: async (bench) => {
        const queue = await aQueue(bench, "unshared");
        const Actions = ["SendMessage"];
        for (const Label of ["friends", "family"]) {
          await bench.aws.sqs.send(
            new AddPermissionCommand({ QueueUrl: queue.url, Label, AWSAccountIds: [bench.accountId], Actions }),
          );
        }
        await bench.aws.sqs.send(new RemovePermissionCommand({ QueueUrl: queue.url, Label: "friends" }));
        const read = async () => (await attributesOf(bench, queue, ["Policy"])).Policy ?? "";
        const policy = await bench.eventually(read, (text) => !text.includes("friends"));
        return [policy.includes("friends"), policy.includes("family")];
      },
      expected: [false, true],
    },
  ]),
];

export const SQS_QUEUES = [...creating, ...finding, ...tagging, ...permissions];
