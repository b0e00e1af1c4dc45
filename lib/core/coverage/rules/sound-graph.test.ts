import { expect, test } from "vitest";
import * as a from "../cases/a-graph";
import { aSendPolicy } from "../cases/a-send-policy";
import { judgeCoverage } from "../judge";
import { COVERAGE_RULES } from "./index";

const DAY = 86_400;

/** A rule to a queue to a function, and all that keeps events from vanishing on the way. */
function soundShop(name: string) {
  const [orders, dlq, targetDlq] = [name, `${name}-dlq`, `${name}-target-dlq`];
  const rule = a.aRule(name, {
    targets: [a.aTarget({ arn: a.queueArn(orders), deadLetterArn: a.queueArn(targetDlq) })],
  });
  const alarmOn = (QueueName: string) => a.anAlarm(`${QueueName}-not-empty`, { dimensions: { QueueName } });
  return [
    rule,
    a.aQueue(orders, {
      deadLetterTargetArn: a.queueArn(dlq),
      visibilityTimeoutSeconds: 180,
      policy: aSendPolicy("events", a.queueArn(orders), rule.arn),
    }),
    a.aQueue(dlq, { retentionSeconds: 14 * DAY }),
    a.aQueue(targetDlq, {
      retentionSeconds: 14 * DAY,
      policy: aSendPolicy("events", a.queueArn(targetDlq), rule.arn),
    }),
    a.aMapping(`${name}-m`, {
      sourceArn: a.queueArn(orders),
      functionArn: a.functionArn(name),
      reportsBatchItemFailures: true,
    }),
    a.aFunction(name, { timeoutSeconds: 30 }),
    alarmOn(dlq),
    alarmOn(targetDlq),
  ];
}
const judged = (shops: number) => {
  const resources = Array.from({ length: shops }, (_, at) => soundShop(`shop${at}`)).flat();
  const owners = new Map(resources.map(({ arn }) => [arn, "shop"]));
  return { resources, ...judgeCoverage(a.aGraph(resources), { ...a.NO_FACTS, owners }, COVERAGE_RULES) };
};

test("a set-up without holes gets no finding, from no rule", () => {
  const { holes, checked, brokenRules } = judged(1);

  expect(holes.map(({ rule, resource, summary }) => `${rule} at ${resource.name}: ${summary}`)).toEqual([]);
  expect(checked.length).toBeGreaterThan(4);
  expect(brokenRules).toEqual([]);
});

test("ten thousand resources are judged within two seconds", () => {
  const before = performance.now();

  const { resources, holes } = judged(1250);

  expect(resources).toHaveLength(10_000);
  expect(holes).toEqual([]);
  expect(performance.now() - before).toBeLessThan(2000);
});
