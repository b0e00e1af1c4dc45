import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { constants, gunzipSync, inflateRawSync, inflateSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import type { Inflate } from "@/lib/core/messages/payload";
import { type Answer, answerTo } from "./answer";
import { labelledCase } from "./labelled-case";
import { groupingOf, isHeldOut, rate, type Score, scoreOf, type Tally } from "./score";

const PUBLIC = new URL("./public/", import.meta.url);

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
const inflate: Inflate = (packed, format) => {
  const unpack = { gzip: gunzipSync, zlib: inflateSync, raw: inflateRawSync }[format];
  try {
    return { bytes: unpack(packed, { finishFlush: constants.Z_FINISH }), isCut: false, isBroken: false };
  } catch {
    return undefined;
  }
};

const cases = readdirSync(PUBLIC)
  .filter((file) => file.endsWith(".json"))
  .flatMap((file) => z.array(labelledCase).parse(JSON.parse(readFileSync(new URL(file, PUBLIC), "utf8"))));
const answers = cases.map((one) => answerTo(one, { sha256, inflate }));
const heldOut = answers.filter(({ labelled }) => isHeldOut(labelled.source, sha256));
const tuned = answers.filter(({ labelled }) => !isHeldOut(labelled.source, sha256));

const percent = (part: number) => `${(part * 100).toFixed(1)} %`;
const told = (tally: Tally) => `${tally.right} of ${tally.asked}`;

/** One line per origin and per source group, then the grouping. */
function table(name: string, score: Score): string {
  const origins = Object.entries(score.byOrigin).map(
    ([origin, right]) =>
      `  ${origin.padEnd(24)}origin ${told(right).padEnd(12)}cause ${told(score.causeByOrigin[origin] ?? right)}`,
  );
  const sources = Object.entries(score.causeBySourceGroup).map(
    ([group, right]) => `  ${group.padEnd(24)}${" ".repeat(19)}cause ${told(right)}`,
  );
  const causes = Object.entries(score.byCause).map(([cause, right]) => `${cause} ${told(right)}`);
  const groupings = Object.entries(score.grouping).map(
    ([view, { purity, completeness }]) =>
      `  ${view.padEnd(24)}purity ${percent(purity).padEnd(12)}completeness ${percent(completeness)}`,
  );
  return [
    `${name}: ${score.cases} cases of ${score.sources} addresses; origin ${percent(rate(score.origin))}, cause ${percent(rate(score.cause))}`,
    ...origins,
    ...sources,
    `  ${causes.join(" · ")}`,
    ...groupings,
  ].join("\n");
}

/** For whoever changes a rule: SHOW_WRONG=1 lists what is wrong, never of the held-out third. */
function wrongOnes(): string {
  const mixed = (by: (one: Answer) => string, other: (one: Answer) => string) =>
    tuned.filter((one) => tuned.some((two) => by(one) === by(two) && other(one) !== other(two)));
  const label = ({ labelled, origin, cause, normalisedError }: Answer) =>
    `${labelled.id}: ${labelled.expected.origin}/${labelled.expected.cause} found ${origin}/${cause} | ${labelled.expected.group} | ${normalisedError.slice(0, 300)}`;
  const key = ({ withEvidence }: Answer) => withEvidence;
  const group = ({ labelled }: Answer) => labelled.expected.group;
  const isWrong = ({ labelled: { expected }, origin, cause }: Answer) =>
    origin !== expected.origin || cause !== expected.cause;
  return [
    "WRONG",
    ...tuned.filter(isWrong).map(label),
    "ONE CLASS, SEVERAL GROUPS",
    ...mixed(key, group)
      .sort((one, two) => key(one).localeCompare(key(two)))
      .map(label),
    "ONE GROUP, SEVERAL CLASSES",
    ...mixed(group, key)
      .sort((one, two) => group(one).localeCompare(group(two)))
      .map(label),
  ].join("\n");
}

if (process.env.SHOW_WRONG) console.info(wrongOnes());

test("at least 400 failures are labelled, six in ten of them moved by SQS without error text", () => {
  const moved = answers.filter(({ labelled, hasError }) => labelled.expected.origin === "sqs-redrive" && !hasError);

  expect(cases.length).toBeGreaterThanOrEqual(400);
  expect(moved.length / cases.length).toBeGreaterThanOrEqual(0.6);
  expect(new Set(cases.map(({ id }) => id)).size).toBe(cases.length);
});

/**
 * What the issue wants, and for the held-out third what was reached: no rule was ever changed for one of its cases, so
 * it tells what to expect of failures from elsewhere. Raise it with the rules; never change it to let one pass.
 */
const WANTED = { origin: 0.98, cause: 0.9, purity: 0.95, completeness: 0.95 };
const REACHED_HELD_OUT = { ...WANTED, cause: 0.86 };

describe.each([
  ["all", answers, WANTED],
  ["tuned on", tuned, WANTED],
  ["held out", heldOut, REACHED_HELD_OUT],
])("of the labelled failures (%s)", (name, some, gate) => {
  const score = scoreOf(some);
  const { purity, completeness } = score.grouping.withEvidence;
  console.info(table(name, score), name === "tuned on" ? score.confusions : "");

  test(`${gate.origin * 100} of 100 get the right origin`, () => {
    expect(rate(score.origin)).toBeGreaterThanOrEqual(gate.origin);
  });
  test(`${gate.cause * 100} of 100 get the right cause`, () => {
    expect(rate(score.cause)).toBeGreaterThanOrEqual(gate.cause);
  });
  test(`${gate.purity * 100} of 100 in a class, seen with its evidence, belong together`, () => {
    expect(purity).toBeGreaterThanOrEqual(gate.purity);
  });
  test(`${gate.completeness * 100} of 100 of one failure are in one class, seen with its evidence`, () => {
    expect(completeness).toBeGreaterThanOrEqual(gate.completeness);
  });
});

test("a grouping that puts all together is complete and impure; one that splits all is pure and incomplete", () => {
  const together = groupingOf(answers, () => "one");
  const apart = groupingOf(answers, ({ labelled }) => labelled.id);

  expect([together.completeness, apart.purity]).toEqual([1, 1]);
  expect(Math.max(together.purity, apart.completeness)).toBeLessThan(0.6);
});
