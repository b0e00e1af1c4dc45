import { expect, test } from "vitest";
import { Agenda } from "./agenda";
import { SeededRandom } from "./seeded-random";

function drained(agenda: Agenda): unknown[] {
  const subjects: unknown[] = [];
  for (let job = agenda.takeDue(Number.POSITIVE_INFINITY); job; job = agenda.takeDue(Number.POSITIVE_INFINITY))
    subjects.push(job.subject);
  return subjects;
}

test("jobs come in the order of time, and of the same moment in the order of planning, also after a snapshot", () => {
  const random = new SeededRandom(7);
  const agenda = new Agenda();
  const jobs = Array.from({ length: 500 }, (_, order) => ({ at: Math.floor(random.next() * 40), order }));
  for (const { at, order } of jobs) agenda.plan({ at, kind: "x", subject: order });

  const expected = jobs.sort((a, b) => a.at - b.at || a.order - b.order).map(({ order }) => order);
  expect(drained(Agenda.load(JSON.parse(JSON.stringify(agenda.serialize()))))).toEqual(expected);
  expect(drained(agenda)).toEqual(expected);
});

test("what is not yet due stays", () => {
  const agenda = new Agenda();
  agenda.plan({ at: 10, kind: "x", subject: "later" });

  expect(agenda.takeDue(9)).toBeUndefined();
  expect(agenda.nextAt).toBe(10);
});
