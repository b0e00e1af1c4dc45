import {
  CreateEventBusCommand,
  DeleteRuleCommand,
  DescribeEventBusCommand,
  DescribeRuleCommand,
  DisableRuleCommand,
  EnableRuleCommand,
  ListEventBusesCommand,
  ListRuleNamesByTargetCommand,
  ListRulesCommand,
  ListTargetsByRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
} from "@aws-sdk/client-eventbridge";
import type { Bench } from "../bench";
import { casesOf, documented, memory, model } from "../case";
import { aBus, aim, aRoute, aRule, arrivals, busArn, put, type TestRule } from "../events-bench";
import { outcome, verdict } from "../outcome";
import { aQueue } from "../sqs-bench";

const API = "EventBridge API Reference";
const ANY = { source: [{ prefix: "" }] };

const named = ({ name, bus }: TestRule) => ({ Name: name, EventBusName: bus });

const targetsOf = async (bench: Bench, { name, bus }: TestRule) =>
  (await bench.aws.events.send(new ListTargetsByRuleCommand({ Rule: name, EventBusName: bus }))).Targets ?? [];

const buses = [
  ...casesOf("events", "CreateEventBus", [
    {
      id: "bus-again",
      title: "a second bus of the same name is ResourceAlreadyExistsException",
      cites: model("events, CreateEventBus: ResourceAlreadyExistsException"),
      run: async (bench) => {
        const Name = await aBus(bench);
        return outcome(bench.aws.events.send(new CreateEventBusCommand({ Name })));
      },
      expected: "ResourceAlreadyExistsException",
    },
  ]),
  ...casesOf("events", "DescribeEventBus", [
    {
      id: "bus-described",
      title: "a bus has its ARN; an absent one is ResourceNotFoundException",
      cites: model("events, DescribeEventBus: ResourceNotFoundException"),
      run: async (bench) => {
        const Name = await aBus(bench);
        const { Arn } = await bench.aws.events.send(new DescribeEventBusCommand({ Name }));
        const absent = outcome(bench.aws.events.send(new DescribeEventBusCommand({ Name: `${Name}-not` })));
        return [Arn === busArn(bench, Name), await absent];
      },
      expected: [true, "ResourceNotFoundException"],
    },
  ]),
  ...casesOf("events", "ListEventBuses", [
    {
      id: "buses-listed",
      title: "buses are listed by prefix; every account has a default one",
      cites: documented(`${API}, ListEventBuses`),
      run: async (bench) => {
        const Name = await aBus(bench);
        const list = (NamePrefix: string) => bench.aws.events.send(new ListEventBusesCommand({ NamePrefix }));
        const own = (await list(Name)).EventBuses?.length;
        return [own, ((await list("default")).EventBuses ?? []).some((bus) => bus.Name === "default")];
      },
      expected: [1, true],
    },
  ]),
];

const rules = [
  ...casesOf("events", "DescribeRule", [
    {
      id: "rule-described",
      title: "a rule is enabled unless it was said otherwise; an absent one is ResourceNotFoundException",
      cites: model("events, DescribeRule: ResourceNotFoundException; PutRule: a rule is enabled by default"),
      run: async (bench) => {
        const rule = await aRule(bench, await aBus(bench), { source: ["a"] });
        const { State, EventPattern, Arn } = await bench.aws.events.send(new DescribeRuleCommand(named(rule)));
        const absent = new DescribeRuleCommand({ Name: "absent", EventBusName: rule.bus });
        return [State, EventPattern, Arn === rule.arn, await outcome(bench.aws.events.send(absent))];
      },
      expected: ["ENABLED", '{"source":["a"]}', true, "ResourceNotFoundException"],
    },
  ]),
  ...casesOf("events", "DisableRule", [
    {
      id: "rule-disabled",
      title: "a disabled rule delivers nothing, an enabled one does again",
      cites: documented(`${API}, DisableRule: a disabled rule won't match any events`),
      run: async (bench) => {
        const { bus, rule, queue } = await aRoute(bench, ANY);
        await bench.aws.events.send(new DisableRuleCommand(named(rule)));
        if (bench.site.isReal) await bench.wait(45);
        await put(bench, bus, [{}]);
        const asleep = (await arrivals(bench, queue, 1)).length;
        await bench.aws.events.send(new EnableRuleCommand(named(rule)));
        if (bench.site.isReal) await bench.wait(45);
        await put(bench, bus, [{}]);
        return [asleep, (await arrivals(bench, queue, 1)).length];
      },
      expected: [0, 1],
    },
  ]),
  ...casesOf("events", "ListRules", [
    {
      id: "rules-pages",
      title: "rules are listed by prefix, Limit at a time",
      cites: documented(`${API}, ListRules`),
      run: async (bench) => {
        const EventBusName = await aBus(bench);
        for (const ending of ["r1", "r2", "r3"]) await aRule(bench, EventBusName, ANY, { ending });
        const list = (NextToken?: string) =>
          bench.aws.events.send(
            new ListRulesCommand({ EventBusName, NamePrefix: bench.name("r"), Limit: 2, NextToken }),
          );
        const first = await list();
        const second = await list(first.NextToken);
        return [first.Rules?.length, second.Rules?.length, second.NextToken === undefined];
      },
      expected: [2, 1, true],
    },
  ]),
  ...casesOf("events", "DeleteRule", [
    {
      id: "rule-with-targets",
      title: "a rule that has targets is not deleted",
      cites: documented(`${API}, DeleteRule: before you can delete the rule, you must remove all targets`),
      run: async (bench) => {
        const { rule } = await aRoute(bench, ANY);
        return verdict(bench.aws.events.send(new DeleteRuleCommand(named(rule))));
      },
      expected: "refused",
    },
    {
      id: "rule-deleted-twice",
      title: "deleting a rule that is not there succeeds",
      cites: memory("the answer to deleting an absent rule"),
      run: async (bench) => {
        const rule = await aRule(bench, await aBus(bench), ANY);
        await bench.aws.events.send(new DeleteRuleCommand(named(rule)));
        return outcome(bench.aws.events.send(new DeleteRuleCommand(named(rule))));
      },
      expected: "ok",
    },
  ]),
];

const targets = [
  ...casesOf("events", "PutTargets", [
    {
      id: "target-kept",
      title: "retry policy, dead-letter queue and input transformer are kept",
      cites: model("events, Target"),
      run: async (bench) => {
        const rule = await aRule(bench, await aBus(bench), ANY);
        const queue = await aQueue(bench, "target");
        const target = {
          Id: "t1",
          Arn: queue.arn,
          RetryPolicy: { MaximumRetryAttempts: 3, MaximumEventAgeInSeconds: 60 },
          DeadLetterConfig: { Arn: queue.arn },
          InputTransformer: { InputPathsMap: { id: "$.id" }, InputTemplate: '{"id": <id>}' },
        };
        await aim(bench, rule, target);
        const [kept] = await targetsOf(bench, rule);
        const isSame = kept?.Arn === queue.arn && kept.DeadLetterConfig?.Arn === queue.arn;
        return [isSame, kept?.Id, kept?.RetryPolicy, kept?.InputTransformer];
      },
      expected: [
        true,
        "t1",
        { MaximumRetryAttempts: 3, MaximumEventAgeInSeconds: 60 },
        { InputPathsMap: { id: "$.id" }, InputTemplate: '{"id": <id>}' },
      ],
    },
    {
      id: "target-retry-range",
      title: "at most 185 retries, and an age of a minute at least",
      cites: model("events, RetryPolicy: MaximumRetryAttempts 0 to 185, MaximumEventAgeInSeconds 60 to 86,400"),
      run: async (bench) => {
        const rule = await aRule(bench, await aBus(bench), ANY);
        const { arn: Arn } = await aQueue(bench, "target");
        const tries = [{ MaximumRetryAttempts: 186 }, { MaximumEventAgeInSeconds: 59 }].map((RetryPolicy) =>
          verdict(aim(bench, rule, { Id: "t1", Arn, RetryPolicy })),
        );
        return Promise.all(tries);
      },
      expected: ["refused", "refused"],
    },
    {
      id: "target-of-absent-rule",
      title: "a target of an absent rule is ResourceNotFoundException",
      cites: model("events, PutTargets: ResourceNotFoundException"),
      run: async (bench) => {
        const EventBusName = await aBus(bench);
        const { arn: Arn } = await aQueue(bench, "target");
        const targeting = new PutTargetsCommand({ Rule: "absent", EventBusName, Targets: [{ Id: "t", Arn }] });
        return outcome(bench.aws.events.send(targeting));
      },
      expected: "ResourceNotFoundException",
    },
  ]),
  ...casesOf("events", "ListTargetsByRule", [
    {
      id: "targets-pages",
      title: "targets are listed Limit at a time",
      cites: documented(`${API}, ListTargetsByRule`),
      run: async (bench) => {
        const rule = await aRule(bench, await aBus(bench), ANY);
        const { arn: Arn } = await aQueue(bench, "target");
        await aim(bench, rule, ...["a", "b", "c"].map((Id) => ({ Id, Arn })));
        const list = (NextToken?: string) =>
          bench.aws.events.send(
            new ListTargetsByRuleCommand({ Rule: rule.name, EventBusName: rule.bus, Limit: 2, NextToken }),
          );
        const first = await list();
        const second = await list(first.NextToken);
        return [first.Targets?.length, second.Targets?.length, second.NextToken === undefined];
      },
      expected: [2, 1, true],
    },
  ]),
  ...casesOf("events", "RemoveTargets", [
    {
      id: "target-removed",
      title: "a removed target gets nothing",
      cites: documented(`${API}, RemoveTargets: when the rule is triggered, those targets are no longer invoked`),
      run: async (bench) => {
        const { bus, rule, queue } = await aRoute(bench, ANY);
        await bench.aws.events.send(new RemoveTargetsCommand({ Rule: rule.name, EventBusName: bus, Ids: ["queue"] }));
        if (bench.site.isReal) await bench.wait(45);
        await put(bench, bus, [{}]);
        return [(await targetsOf(bench, rule)).length, (await arrivals(bench, queue, 1)).length];
      },
      expected: [0, 0],
    },
  ]),
  ...casesOf("events", "ListRuleNamesByTarget", [
    {
      id: "rules-of-target",
      title: "the rules that aim at a queue are listed",
      cites: documented(`${API}, ListRuleNamesByTarget`),
      run: async (bench) => {
        const { bus, rule, queue } = await aRoute(bench, ANY);
        const list = new ListRuleNamesByTargetCommand({ TargetArn: queue.arn, EventBusName: bus });
        const { RuleNames = [] } = await bench.aws.events.send(list);
        return [RuleNames.length, RuleNames[0] === rule.name];
      },
      expected: [1, true],
    },
  ]),
];

export const EVENTS_BUSES = [...buses, ...rules, ...targets];
