import fc from "fast-check";
import { expect, test } from "vitest";
import { AS_IT_IS, type TargetTransform, targetInput } from "@/lib/core/events/target-input";
import type { BusEvent, Target } from "@/simulator/events/state";
import { targetInput as asSimulated } from "@/simulator/events/transform/target-input";

const RULE_ARN = "arn:aws:events:us-east-1:123456789012:rule/shop/example";
const TIME = "2026-11-11T21:29:54Z";
const NAMES = ["order-id", "lines", "a/b", "note", "n", "0", "deep"];

const leaf = fc.oneof(
  fc.string(),
  fc.constantFrom('say "hi"', "one\ntwo", "ä€😀", "<n>", "", "\\"),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.boolean(),
  fc.constant(null),
);
const { detail: details } = fc.letrec<{ value: unknown; detail: Record<string, unknown> }>((tie) => ({
  value: fc.oneof({ maxDepth: 3 }, leaf, fc.array(tie("value"), { maxLength: 3 }), tie("detail")),
  detail: fc.dictionary(fc.constantFrom(...NAMES), tie("value"), { maxKeys: 4, noNullPrototype: true }),
}));
const events = details.map(
  (detail): BusEvent => ({
    version: "0",
    id: "7bf73129-1428-4cd3-a780-95db273d1602",
    "detail-type": "Order placed",
    source: "shop",
    account: "123456789012",
    time: TIME,
    region: "us-east-1",
    resources: ["arn:aws:s3:::orders"],
    detail: JSON.parse(JSON.stringify(detail)),
  }),
);
const step = fc.oneof(
  fc.constantFrom(...NAMES.map((name) => `.${name}`), ...NAMES.map((name) => `['${name}']`)),
  fc.constantFrom("[0]", "[1]", "[*]", ".*"),
);
const paths = fc
  .tuple(fc.constantFrom("$", "$.detail", "$.detail", "$.detail-type", "$.resources"), fc.array(step, { maxLength: 3 }))
  .map(([start, steps]) => start + steps.join(""));
const OWN = [
  "aws.events.rule-arn",
  "aws.events.rule-name",
  "aws.events.event",
  "aws.events.event.json",
  "aws.events.event.ingestion-time",
];
const variable = fc.constantFrom("a", "b", "c", ...OWN).map((name) => `<${name}>`);
const word = fc.constantFrom("so ", "ä", '\\"', "{", " at ", "\n");
const said = fc.array(fc.oneof(variable, word), { maxLength: 4 }).map((parts) => parts.join(""));
const templates = fc.oneof(
  variable,
  said.map((text) => `"${text}"`),
  fc
    .tuple(variable, said)
    .map(([one, text]) => `{"v": ${one}, "t": "${text.replaceAll("\n", " ")}", "l": [1, ${one}]}`),
);
const transforms: fc.Arbitrary<TargetTransform> = fc.oneof(
  fc.constant(AS_IT_IS),
  fc.json().map((input) => ({ ...AS_IT_IS, input })),
  paths.map((inputPath) => ({ ...AS_IT_IS, inputPath })),
  fc
    .tuple(fc.record({ a: paths, b: paths, c: paths }), templates)
    .map(([map, template]) => ({ ...AS_IT_IS, transformer: { paths: map, template } })),
);

/** The same settings as EventBridge keeps them. */
function targetOf({ input, inputPath, transformer }: TargetTransform): Target {
  return {
    Id: "1",
    Arn: "arn:aws:sqs:us-east-1:123456789012:q",
    Input: input ?? undefined,
    InputPath: inputPath ?? undefined,
    InputTransformer: transformer
      ? { InputPathsMap: { ...transformer.paths }, InputTemplate: transformer.template }
      : undefined,
  };
}

test("what is sent to a target again is, letter for letter, what its rule would have sent", () => {
  let problemCount = 0;
  fc.assert(
    fc.property(events, transforms, (event, transform) => {
      const context = { ruleArn: RULE_ARN, ruleName: "example", ingestionTime: Date.parse(TIME) };
      const theirs = asSimulated(targetOf(transform), event, context);

      const ours = targetInput(transform, JSON.stringify(event), RULE_ARN);

      if ("problem" in theirs) {
        problemCount += 1;
        expect(ours).toMatchObject({ kind: "problem", why: expect.stringContaining(theirs.problem.code) });
      } else expect(ours).toEqual({ kind: "text", text: theirs.text });
    }),
    { numRuns: 3000 },
  );
  expect(problemCount).toBeGreaterThan(0);
});
