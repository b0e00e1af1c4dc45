import fc from "fast-check";
import { expect, test } from "vitest";
import {
  aBus,
  aFunction,
  aGraph,
  aMapping,
  aQueue,
  aRule,
  aSubscription,
  aTarget,
  aTopic,
  busArn,
  functionArn,
  queueArn,
  ruleArn,
  topicArn,
} from "../../coverage/cases/a-graph";
import type { Resource } from "../../inventory/resource";
import { assemblePipelines } from "./assemble";
import { type MatchedRule, matcherOf } from "./match-rules";
import { type KnownPipeline, recognise } from "./recognise";

const QUEUES = 8;
const place = fc.integer({ min: 0, max: QUEUES - 1 });
const queue = (index: number) => queueArn(`q${index}`);

/** Queues with whatever leads to them, from them and round in circles. */
const resources: fc.Arbitrary<Resource[]> = fc
  .record({
    dlqs: fc.array(fc.option(place), { minLength: QUEUES, maxLength: QUEUES }),
    rules: fc.uniqueArray(fc.tuple(place, place, fc.option(place)), { maxLength: 8 }),
    subscriptions: fc.uniqueArray(fc.tuple(place, place), { maxLength: 6, selector: String }),
    mappings: fc.uniqueArray(fc.tuple(place, place), { maxLength: 8, selector: String }),
    answers: fc.array(fc.option(place), { minLength: QUEUES, maxLength: QUEUES }),
  })
  .map(({ dlqs, rules, subscriptions, mappings, answers }) => [
    aBus("default"),
    ...dlqs.map((dlq, index) => aQueue(`q${index}`, { deadLetterTargetArn: dlq === null ? null : queue(dlq) })),
    ...rules.map(([one, other, dlq], index) =>
      aRule(`r${index}`, {
        targets: [one, other].map((to) =>
          aTarget({ id: `t${to}`, arn: queue(to), deadLetterArn: dlq === null ? null : queue(dlq) }),
        ),
      }),
    ),
    ...[0, 1].map((index) => aTopic(`t${index}`)),
    ...subscriptions.map(([topic, to]) =>
      aSubscription(`s${topic}-${to}`, { topicArn: topicArn(`t${topic % 2}`), endpoint: queue(to) }),
    ),
    ...mappings.map(([from, to]) =>
      aMapping(`m${from}-${to}`, { sourceArn: queue(from), functionArn: functionArn(`f${to}`) }),
    ),
    ...answers.map((to, index) =>
      aFunction(`f${index}`, {
        async:
          to === null
            ? []
            : [
                {
                  qualifier: "$LATEST",
                  maxRetries: null,
                  maxAgeSeconds: null,
                  onFailureArn: null,
                  onSuccessArn: queue(to),
                },
              ],
      }),
    ),
  ]);

test("every part that is not shared is in exactly one pipeline, and a shared one in several unless it is a bus", () => {
  fc.assert(
    fc.property(resources, (all) => {
      const counts = new Map<string, { own: number; shared: number }>();
      for (const { parts } of assemblePipelines(aGraph(all)))
        for (const { arn, role } of parts) {
          const count = counts.get(arn) ?? { own: 0, shared: 0 };
          counts.set(arn, {
            ...count,
            [role === "shared" ? "shared" : "own"]: 1 + count[role === "shared" ? "shared" : "own"],
          });
        }
      for (const [arn, { own, shared }] of counts) {
        expect(own > 0 ? [own, shared] : [own, shared > 1 || arn === busArn("default")]).toEqual(
          own > 0 ? [1, 0] : [0, true],
        );
      }
    }),
  );
});

test("every queue is in a pipeline, and every depth is reached", () => {
  fc.assert(
    fc.property(resources, (all) => {
      const found = assemblePipelines(aGraph(all));
      const arns = new Set(found.flatMap(({ parts }) => parts.map(({ arn }) => arn)));
      for (const { kind, arn } of all) if (kind === "queue") expect(arns.has(arn)).toBe(true);
      for (const { parts, anchorArn } of found) {
        const depths = new Set(parts.map(({ depth }) => depth));
        expect([...depths].sort((a, b) => a - b)).toEqual([...depths].map((_, index) => index));
        expect(parts.find(({ arn }) => arn === anchorArn)).toMatchObject({ depth: 0 });
      }
    }),
  );
});

test("the order in which resources are given changes nothing", () => {
  fc.assert(
    fc.property(
      resources.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
      ([all, shuffled]) => {
        expect(assemblePipelines(aGraph(shuffled))).toEqual(assemblePipelines(aGraph(all)));
      },
    ),
  );
});

test("a rule that joins makes its match and its pipeline one, and without it everything is as before", () => {
  fc.assert(
    fc.property(resources, place, (all, index) => {
      const graph = aGraph(all);
      const before = assemblePipelines(graph);
      const anchorArn = before[0]?.anchorArn ?? ruleArn("none");
      const match = { arn: queue(index) };
      const rule: MatchedRule = {
        ...{ id: "plr_1", pipelineId: "pl_1", kind: "join", match, anchorArn },
        arns: matcherOf(graph, new Map())(match),
      };
      const joined = assemblePipelines(graph, [rule]).find(({ parts }) => parts.some(({ arn }) => arn === anchorArn));

      expect(joined?.parts.map(({ arn }) => arn)).toContain(queue(index));
      expect(assemblePipelines(graph, [])).toEqual(before);
    }),
  );
});

/** What is stored after a round: the same that the worker keeps. */
function round(stored: readonly KnownPipeline[], all: readonly Resource[]): KnownPipeline[] {
  const { found, gone } = recognise(assemblePipelines(aGraph([...all])), stored, []);
  const newest = Math.max(-1, ...stored.map((one) => Number(one.id.slice(3))));
  const living = found.map(({ id, pipeline: { anchorArn, parts } }, index) => ({
    id: id ?? `pl_${String(newest + 1 + index).padStart(4, "0")}`,
    anchorArn,
    isGone: false,
    partArns: parts.flatMap(({ arn, role }) => (role === "shared" ? [] : [arn])),
  }));
  const lost = gone.flatMap(({ id }) => stored.filter((one) => one.id === id));
  return [...living, ...lost.map((one) => ({ ...one, isGone: true, partArns: [] }))];
}
const rounds = fc.tuple(resources, fc.infiniteStream(fc.infiniteStream(fc.boolean()))).map(([all, choices]) => {
  const some = () => {
    const kept = choices.next().value;
    return all.filter(() => kept?.next().value);
  };
  return { all, steps: [some(), some(), some()] };
});
const livingOf = (stored: readonly KnownPipeline[]) =>
  Object.fromEntries(
    stored.filter(({ isGone }) => !isGone).map(({ id, partArns }) => [[...partArns].sort().join(" "), id]),
  );

test("whatever vanishes and comes back, no id is two pipelines and none is forgotten", () => {
  fc.assert(
    fc.property(rounds, ({ all, steps }) => {
      let stored: KnownPipeline[] = [];
      for (const step of [all, ...steps, all]) {
        const next = round(stored, step);
        const ids = next.map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
        expect(ids).toEqual(expect.arrayContaining(stored.map(({ id }) => id)));
        stored = next;
      }
    }),
  );
});

test("assembled again from the same, everything is what it was", () => {
  fc.assert(
    fc.property(rounds, ({ all, steps }) => {
      const stored = [all, ...steps].reduce(round, [] as KnownPipeline[]);
      const last = steps.at(-1) ?? all;
      expect(livingOf(round(stored, last))).toEqual(livingOf(stored));
    }),
  );
});

test("when one resource was away for a while and is back, each pipeline has the id that it had", () => {
  fc.assert(
    fc.property(resources, fc.nat(), (all, lost) => {
      const before = round([], all);
      const without = all.filter((_, index) => index !== lost % all.length);
      expect(livingOf(round(round(before, without), all))).toEqual(livingOf(before));
    }),
  );
});
