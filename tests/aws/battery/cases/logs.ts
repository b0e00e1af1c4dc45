import {
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  DeleteLogGroupCommand,
  DescribeLogGroupsCommand,
  FilterLogEventsCommand,
  type FilterLogEventsCommandInput,
  PutLogEventsCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import type { Bench } from "../bench";
import { casesOf, documented, model } from "../case";
import { outcome } from "../outcome";

const API = "CloudWatch Logs API Reference";
const FILTER = "CloudWatch Logs User Guide, Filter pattern syntax";

async function aGroup(bench: Bench): Promise<string> {
  const logGroupName = `/${bench.name("group")}`;
  await bench.aws.logs.send(new CreateLogGroupCommand({ logGroupName }));
  bench.later(() => bench.aws.logs.send(new DeleteLogGroupCommand({ logGroupName })));
  await bench.aws.logs.send(new CreateLogStreamCommand({ logGroupName, logStreamName: "s1" }));
  return logGroupName;
}

/** A group with one message for each second of the last minutes. */
async function filled(bench: Bench, messages: readonly string[]) {
  const logGroupName = await aGroup(bench);
  const from = Date.now() - 60_000;
  const logEvents = messages.map((message, n) => ({ message, timestamp: from + n * 1000 }));
  await bench.aws.logs.send(new PutLogEventsCommand({ logGroupName, logStreamName: "s1", logEvents }));
  return { logGroupName, from };
}

async function found(bench: Bench, input: FilterLogEventsCommandInput, count: number): Promise<(string | undefined)[]> {
  const read = async () => (await bench.aws.logs.send(new FilterLogEventsCommand(input))).events ?? [];
  const events = await bench.eventually(read, (list) => list.length >= count);
  return events.map(({ message }) => message);
}

const WORDS = ["START x", "ERROR order 7 failed", "error order 8", "ERROR order 9 TIMEOUT", "END x"];
const OBJECTS = ['{"level":"ERROR","order":7}', '{"level":"INFO","order":8}', "plain ERROR"];

async function filtered(bench: Bench, messages: readonly string[], filterPattern: string, count: number) {
  const { logGroupName } = await filled(bench, messages);
  return found(bench, { logGroupName, filterPattern }, count);
}

export const LOGS = [
  ...casesOf("logs", "FilterLogEvents", [
    {
      id: "filter-all",
      title: "without a pattern everything is told, by time",
      cites: documented(`${API}, FilterLogEvents`),
      run: async (bench) => {
        const { logGroupName } = await filled(bench, WORDS);
        return found(bench, { logGroupName }, 5);
      },
      expected: WORDS,
    },
    {
      id: "filter-term",
      title: "a term is found in its own case",
      cites: documented(FILTER),
      run: (bench) => filtered(bench, WORDS, "ERROR", 2),
      expected: ["ERROR order 7 failed", "ERROR order 9 TIMEOUT"],
    },
    {
      id: "filter-terms",
      title: "several terms are all wanted",
      cites: documented(FILTER),
      run: (bench) => filtered(bench, WORDS, "ERROR TIMEOUT", 1),
      expected: ["ERROR order 9 TIMEOUT"],
    },
    {
      id: "filter-any-term",
      title: "of terms with a question mark any is wanted",
      cites: documented(FILTER),
      run: (bench) => filtered(bench, WORDS, "?START ?END", 2),
      expected: ["START x", "END x"],
    },
    {
      id: "filter-phrase",
      title: "a quoted phrase is one term",
      cites: documented(FILTER),
      run: (bench) => filtered(bench, WORDS, '"order 7"', 1),
      expected: ["ERROR order 7 failed"],
    },
    {
      id: "filter-json",
      title: "JSON is asked by its fields",
      cites: documented(FILTER),
      run: (bench) => filtered(bench, OBJECTS, '{ $.level = "ERROR" && $.order > 5 }', 1),
      expected: ['{"level":"ERROR","order":7}'],
    },
    {
      id: "filter-times",
      title: "a window of time holds",
      cites: documented(`${API}, FilterLogEvents: startTime, endTime`),
      run: async (bench) => {
        const { logGroupName, from } = await filled(bench, ["a", "b", "c", "d"]);
        return found(bench, { logGroupName, startTime: from + 1000, endTime: from + 2999 }, 2);
      },
      expected: ["b", "c"],
    },
    {
      id: "filter-limit",
      title: "a limit gives so many and a token for the rest",
      cites: documented(`${API}, FilterLogEvents: limit, nextToken`),
      run: async (bench) => {
        const { logGroupName } = await filled(bench, ["a", "b", "c"]);
        await found(bench, { logGroupName }, 3);
        const first = await bench.aws.logs.send(new FilterLogEventsCommand({ logGroupName, limit: 2 }));
        const more = new FilterLogEventsCommand({ logGroupName, limit: 2, nextToken: first.nextToken });
        const second = await bench.aws.logs.send(more);
        return [first.events?.length, second.events?.map(({ message }) => message)];
      },
      expected: [2, ["c"]],
    },
    {
      id: "filter-absent",
      title: "an absent group is ResourceNotFoundException",
      cites: model("logs, FilterLogEvents: ResourceNotFoundException"),
      run: async (bench) =>
        outcome(bench.aws.logs.send(new FilterLogEventsCommand({ logGroupName: `/${bench.name("absent")}` }))),
      expected: "ResourceNotFoundException",
    },
  ]),
  ...casesOf("logs", "CreateLogGroup", [
    {
      id: "group-again",
      title: "a second group of the same name is ResourceAlreadyExistsException",
      cites: model("logs, CreateLogGroup: ResourceAlreadyExistsException"),
      run: async (bench) => {
        const logGroupName = await aGroup(bench);
        return outcome(bench.aws.logs.send(new CreateLogGroupCommand({ logGroupName })));
      },
      expected: "ResourceAlreadyExistsException",
    },
  ]),
  ...casesOf("logs", "DescribeLogGroups", [
    {
      id: "groups-by-prefix",
      title: "groups are listed by prefix",
      cites: documented(`${API}, DescribeLogGroups`),
      run: async (bench) => {
        const logGroupNamePrefix = await aGroup(bench);
        const { logGroups = [] } = await bench.aws.logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix }));
        return logGroups.map(({ logGroupName }) => logGroupName === logGroupNamePrefix);
      },
      expected: [true],
    },
  ]),
];
