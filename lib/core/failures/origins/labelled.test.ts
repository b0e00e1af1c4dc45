import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { z } from "zod";
import { graphAround, labelledGraph } from "../labelled/labelled-graph";
import { originOf } from ".";
import { ORIGIN_KINDS } from "./origin";

const CASES = new URL("./cases/", import.meta.url);

/** Messages labelled by hand; those with an address have the form that is shown there, with other values. */
const labelled = z.array(
  z.object({
    name: z.string(),
    source: z.union([z.literal("ours"), z.url()]),
    body: z.union([z.string(), z.record(z.string(), z.unknown())]),
    attributes: z.record(z.string(), z.string()).default({}),
    system: z.record(z.string(), z.string()).default({}),
    graph: labelledGraph,
    expected: z.object({
      kind: z.enum(ORIGIN_KINDS),
      certainty: z.enum(["certain", "probable", "unknown"]),
      stage: z.string(),
      anchor: z.string(),
    }),
  }),
);
type Labelled = z.infer<typeof labelled>[number];

const cases = readdirSync(CASES).flatMap((file) =>
  labelled.parse(JSON.parse(readFileSync(new URL(file, CASES), "utf8"))),
);

function answerTo({ body, attributes, system, graph }: Labelled) {
  const origin = originOf(
    {
      messageId: "m",
      body: typeof body === "string" ? body : JSON.stringify(body),
      attributes: Object.fromEntries(
        Object.entries(attributes).map(([name, stringValue]) => [name, { dataType: "String", stringValue }]),
      ),
      system,
    },
    graphAround(graph, "m"),
  );
  return { kind: origin.kind, certainty: origin.certainty, stage: origin.failingStage, anchor: origin.anchorArn };
}

/** Per kind: how many are labelled so, and how many of them were found. */
function scores(): Record<string, string> {
  const byKind = ORIGIN_KINDS.map((kind) => {
    const wanted = cases.filter(({ expected }) => expected.kind === kind);
    const found = wanted.filter((one) => answerTo(one).kind === kind);
    return [kind, `${found.length} of ${wanted.length}`] as const;
  });
  return Object.fromEntries(byKind);
}

test("at least 98 of 100 labelled messages get the right origin, every kind of origin being among them", () => {
  const right = cases.filter((one) => answerTo(one).kind === one.expected.kind);
  console.info("origins found", scores());

  expect(right.length / cases.length).toBeGreaterThanOrEqual(0.98);
  expect(new Set(cases.map(({ expected }) => expected.kind))).toEqual(new Set(ORIGIN_KINDS));
});

test("at least 40 messages are labelled, half of them in a form that the public can look up", () => {
  expect(cases.length).toBeGreaterThanOrEqual(40);
  expect(cases.filter(({ source }) => source !== "ours").length).toBeGreaterThanOrEqual(cases.length / 2);
});

test.each(cases)("$name: certainty, failing stage and anchor", (one) => {
  expect(answerTo(one)).toEqual(one.expected);
});
