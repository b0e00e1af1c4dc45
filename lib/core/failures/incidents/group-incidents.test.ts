import fc from "fast-check";
import { expect, test } from "vitest";
import { dependenciesIn } from "./dependencies-in";
import type { OpenFailure } from "./failure-ties";
import { strongTies, tieKey, weakTie } from "./failure-ties";
import { groupIncidents } from "./group-incidents";
import { incidentTitle, nameTies } from "./incident-title";

const night = (minute: number) => new Date(Date.UTC(2026, 10, 21, 2, 41 + minute));
const chargeCard = "arn:aws:lambda:eu-west-1:1:function:charge-card";
const aFailure = (id: string, minute: number, over: Partial<OpenFailure> = {}): OpenFailure => ({
  id,
  startedAt: night(minute),
  accountId: "acc_1",
  causeKind: "unknown",
  normalisedError: "",
  consumers: [],
  dependencies: [],
  ...over,
});
const idsOf = (...failures: OpenFailure[]) =>
  groupIncidents(failures).map((incident) => incident.failures.map(({ id }) => id));
const by = (consumer: string) => ({ consumers: [consumer] });
const timedOut = { causeKind: "timeout" };

test("failures that begin within a quarter of an hour and share a consumer are one incident, named by the first", () => {
  const incidents = groupIncidents([
    aFailure("c", 14, by(chargeCard)),
    aFailure("a", 0, by(chargeCard)),
    aFailure("b", 3, by(chargeCard)),
    aFailure("x", 3, by("ship")),
  ]);

  expect(incidents.map(({ id, failures }) => [id, failures.map((failure) => failure.id)])).toEqual([
    ["a", ["a", "b", "c"]],
  ]);
  const [incident] = incidents;
  expect(incident && incidentTitle(incident, new Map(), night(60))).toBe(
    "3 failures since 02:41 UTC share consumer charge-card",
  );
});

test("what began later than that is another matter, and no incident grows beyond an hour", () => {
  const steady = Array.from({ length: 12 }, (_, index) => aFailure(`f${100 + index}`, index * 10, by(chargeCard)));

  expect(idsOf(aFailure("a", 0, by(chargeCard)), aFailure("b", 16, by(chargeCard)))).toEqual([]);
  expect(idsOf(...steady).map(({ length }) => length)).toEqual([7, 5]);
});

test("one account and one cause tie three, not two; an unknown cause ties nothing", () => {
  const three = ["a", "b", "c"].map((id, index) => aFailure(id, index, timedOut));

  expect(idsOf(...three.slice(0, 2))).toEqual([]);
  expect(idsOf(...three)).toEqual([["a", "b", "c"]]);
  expect(idsOf(...three.map((failure) => ({ ...failure, causeKind: "unknown" })))).toEqual([]);
  expect(idsOf(...three.map((failure, index) => ({ ...failure, accountId: `acc_${index}` })))).toEqual([]);
});

test("a failure joins one incident by account and cause, but never ties two incidents together", () => {
  const pair = (id: string, consumer: string, accountId = "acc_1") =>
    [0, 1].map((index) => aFailure(`${id}${index}`, index, { ...timedOut, ...by(consumer), accountId }));
  const loose = aFailure("x", 5, timedOut);

  expect(idsOf(...pair("a", "f"), loose)).toEqual([["a0", "a1", "x"]]);
  expect(idsOf(...pair("a", "f"), ...pair("b", "g"), loose)).toEqual([
    ["a0", "a1"],
    ["b0", "b1"],
  ]);
});

test("the same error in three Regions is one incident; what is left of another says too little", () => {
  const error = { normalisedError: "connect ECONNREFUSED <host>", causeKind: "dependency" };
  const places = ["acc_1", "acc_2", "acc_3"].map((accountId, index) =>
    aFailure(`f${index}`, index, { ...error, accountId }),
  );

  expect(idsOf(...places)).toEqual([["f0", "f1", "f2"]]);
  expect(idsOf(...places.map((failure) => ({ ...failure, normalisedError: "Error: <*>" })))).toEqual([]);
});

test("where nothing is shared by all the title tells what ties them", () => {
  const [incident] = groupIncidents([
    aFailure("a", 0, by(chargeCard)),
    aFailure("b", 2, { ...by(chargeCard), dependencies: ["api.dhl.example"] }),
    aFailure("c", 4, { dependencies: ["api.dhl.example"] }),
  ]);

  expect(incident && incidentTitle(incident, new Map(), new Date("2026-11-23T00:00:00Z"))).toBe(
    "3 failures since 2026-11-21 02:41 UTC are tied by consumer charge-card and dependency api.dhl.example",
  );
  expect(incident && nameTies(incident.ties, new Map()).map(({ kind, name }) => `${kind} ${name}`)).toEqual([
    "consumer charge-card",
    "dependency api.dhl.example",
  ]);
});

test.each([
  ["connect ETIMEDOUT api.dhl.example.com:443", "timeout", ["api.dhl.example.com"]],
  ["POST https://Api.Dhl.example/labels failed", "timeout", ["api.dhl.example"]],
  ["GET https://api.dhl.com/labels?x=1: 503", "dependency", ["api.dhl.com"]],
  [
    "User: arn:aws:sts::1:assumed-role/a/b is not authorized to perform: dynamodb:PutItem on resource: arn:aws:dynamodb:eu-west-1:1:table/stock.",
    "permission",
    ["arn:aws:dynamodb:eu-west-1:1:table/stock"],
  ],
  ["does not match http://json-schema.org/draft-07", "schema", []],
  ["10.0.0.3:5432 refused, java.net.ConnectException at index.js", "dependency", []],
])("of the error %s with cause %s the dependencies are %j", (text, cause, dependencies) => {
  expect(dependenciesIn(text, cause)).toEqual(dependencies);
});

const anyFailures = fc.uniqueArray(
  fc.record({
    id: fc.string({ minLength: 1, maxLength: 3 }),
    startedAt: fc.integer({ min: 0, max: 150 }).map(night),
    accountId: fc.constantFrom("acc_1", "acc_2"),
    causeKind: fc.constantFrom("unknown", "timeout", "permission"),
    normalisedError: fc.constantFrom("", "", "the card was refused", "no such table"),
    consumers: fc.subarray(["f", "g", "h"], { maxLength: 1 }),
    dependencies: fc.subarray(["db", "api"], { maxLength: 1 }),
  }),
  { selector: ({ id }) => id, maxLength: 14 },
);

test("the order in which failures come never matters", () => {
  fc.assert(
    fc.property(anyFailures, fc.infiniteStream(fc.nat()), (failures, chance) => {
      const shuffled = failures
        .map((failure) => ({ failure, at: chance.next().value ?? 0 }))
        .sort((a, b) => a.at - b.at)
        .map(({ failure }) => failure);
      expect(groupIncidents(shuffled)).toEqual(groupIncidents(failures));
    }),
  );
});

test("a failure is in one incident at most; each shares something with another of it, and none lasts beyond an hour", () => {
  fc.assert(
    fc.property(anyFailures, (failures) => {
      const incidents = groupIncidents(failures);
      const ids = incidents.flatMap((incident) => incident.failures.map(({ id }) => id));
      expect(new Set(ids).size).toBe(ids.length);
      for (const { failures: members, id, startedAt } of incidents) {
        expect(members.length).toBeGreaterThan(1);
        expect(members[0]).toMatchObject({ id, startedAt });
        expect((members.at(-1)?.startedAt.getTime() ?? 0) - startedAt.getTime()).toBeLessThanOrEqual(3_600_000);
        const keys = members.map((one) => [...strongTies(one), ...weakTie(one)].map(tieKey));
        const isTied = (own: string[], at: number) =>
          keys.some((other, index) => index !== at && own.some((key) => other.includes(key)));
        expect(keys.every(isTied)).toBe(true);
      }
    }),
  );
});
