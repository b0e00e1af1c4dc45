import { expect, test } from "vitest";
import {
  aFunction,
  aGraph,
  aMapping,
  aQueue,
  aRule,
  aTarget,
  functionArn,
  queueArn,
} from "../../coverage/cases/a-graph";
import { assemblePipelines } from "./assemble";
import { type MatchedRule, matcherOf } from "./match-rules";

const WAYS = 2000;
/** It takes 0.4 s alone on two cores; tests/bench measures that. Whatever grows with the square takes minutes. */
const MOST_MS = 8000;

test("10,000 resources with 100 rules of people are assembled within seconds, also on a busy machine", () => {
  const graph = aGraph(
    Array.from({ length: WAYS }, (_, index) => [
      aRule(`r${index}`, { targets: [aTarget({ arn: queueArn(`q${index}`) })] }),
      aQueue(`q${index}`, { deadLetterTargetArn: queueArn(index % 3 === 0 ? "central-dlq" : `q${index}-dlq`) }),
      aQueue(`q${index}-dlq`),
      aMapping(`m${index}`, { sourceArn: queueArn(`q${index}`), functionArn: functionArn(`f${index}`) }),
      aFunction(`f${index}`, {}, { tags: { team: `t${index % 50}` } }),
    ]).flat(),
  );
  const start = performance.now();
  const arnsOf = matcherOf(graph, new Map());
  const rules = Array.from({ length: 100 }, (_, index): MatchedRule => {
    const match = index % 2 === 0 ? { name: `q${index}-*` } : { tag: { key: "team", value: `t${index % 50}` } };
    const of = { id: `plr_${index}`, pipelineId: `pl_${index}`, anchorArn: queueArn(`q${index}`) };
    return { ...of, kind: "join", match, arns: arnsOf(match) };
  });
  const found = assemblePipelines(graph, rules);

  expect(performance.now() - start).toBeLessThan(MOST_MS);
  expect(found.length).toBeGreaterThan(500);
});
