import { randomBytes } from "node:crypto";
import { afterAll, describe, expect, test } from "vitest";
import { ALL_CASES } from "./all-cases";
import { DIFFERENCES, knownAnswer } from "./known-differences";
import { type Observation, runBattery } from "./run-battery";
import { environmentFromProcess } from "./subjects/environment";
import { fauxqsSubject } from "./subjects/fauxqs";
import { motoSubject } from "./subjects/moto";
import { simulatorSubject } from "./subjects/simulator";
import { oddTable, tableOf } from "./table";

/** Cases whose expectation nobody has checked. They may only become fewer. */
const UNCHECKED_AT_MOST = 11;
/** Answers that differ from such an expectation. */
const UNKNOWN_WHO_IS_RIGHT_AT_MOST = 7;

const prefix = `dlo-battery-${randomBytes(3).toString("hex")}-`;
const observations: Observation[] = [];

const subjects = [
  ["simulator", async () => simulatorSubject()],
  ["fauxqs", fauxqsSubject],
  ["moto", motoSubject],
  ["AWS_ENDPOINT_URL", environmentFromProcess],
] as const;

const REASONS: Readonly<Record<string, string>> = {
  moto: "moto_server is not on PATH",
  AWS_ENDPOINT_URL: "AWS_ENDPOINT_URL is not set",
};

for (const [name, start] of subjects) {
  const subject = await start();
  if (!subject) {
    console.log(`battery: ${name} is skipped: ${REASONS[name]}`);
    test.skip(`${name} answers as AWS does (${REASONS[name]})`, () => undefined);
    continue;
  }
  const seen = await runBattery(subject, ALL_CASES, prefix);
  await subject.stop();
  observations.push(...seen);

  describe(`${name} answers as AWS does, but for the listed differences`, () => {
    test.each(
      seen.filter(({ verdict }) => verdict !== "skipped").map((one) => [one.test.id, one.test.title, one] as const),
    )("%s: %s", (id, _title, { answer, because, leftovers, test: { cites, expected } }) => {
      const known = knownAnswer(name, id);
      const wanted = known === undefined ? expected : known;
      const told = `${cites.kind}: ${cites.where}${because ? `; it said: ${because}` : ""}`;

      if (name in DIFFERENCES) expect(answer, told).toEqual(JSON.parse(JSON.stringify(wanted)));
      expect(leftovers).toEqual([]);
    });
  });
}

afterAll(() => {
  const unknown = observations.filter(({ verdict }) => verdict === "unknown");
  const unlisted = observations.filter(({ subject }) => !(subject in DIFFERENCES));
  const told = [tableOf(observations), `unknown who is right: ${unknown.length}`, oddTable(unknown)];
  if (unlisted.length > 0) told.push("AWS_ENDPOINT_URL answers otherwise:", oddTable(unlisted));
  process.stdout.write(`\n${told.join("\n\n")}\n`);
});

test("differences name cases that exist and are known to differ", () => {
  const expected = new Map(ALL_CASES.map((one) => [one.id, JSON.stringify(one.expected)]));
  for (const { absent, answers } of Object.values(DIFFERENCES)) {
    for (const id of absent) expect(expected.has(id), id).toBe(true);
    for (const [id, answer] of Object.entries(answers)) {
      expect(expected.has(id), id).toBe(true);
      expect(JSON.stringify(answer), id).not.toBe(expected.get(id));
    }
  }
});

test("the simulator differs in nothing", () => {
  expect(DIFFERENCES.simulator).toEqual({ absent: [], answers: {} });
});

test("every case has an id of its own", () => {
  expect(new Set(ALL_CASES.map(({ id }) => id)).size).toBe(ALL_CASES.length);
});

test("what rests on nobody's check does not grow", () => {
  expect(ALL_CASES.filter(({ cites }) => cites.kind === "memory").length).toBeLessThanOrEqual(UNCHECKED_AT_MOST);
  const listed = observations.filter(({ subject }) => subject in DIFFERENCES);
  expect(listed.filter(({ verdict }) => verdict === "unknown").length).toBeLessThanOrEqual(
    UNKNOWN_WHO_IS_RIGHT_AT_MOST,
  );
});
