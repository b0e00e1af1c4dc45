import fc from "fast-check";
import { expect, test } from "vitest";
import { HEALTH_STATES, type HealthEvidence, type HealthState, type Signal } from "../health";
import { evidenceOf, NOW } from "./cases/part-facts";
import { judgePipeline, type KnownHealth } from "./judge-pipeline";
import { keepKnown } from "./keep-known";
import { healthForPart, healthOfPart } from "./of-part";
import { isWorse } from "./reason";

const SIGHT = { partCount: 3, judgedCount: 3 };
const after = (seconds: number) => new Date(NOW.getTime() + seconds * 1000);
const ALL: Readonly<Record<HealthState, HealthEvidence[]>> = {
  failing: [evidenceOf("failing", "dead-letters")],
  stalled: [evidenceOf("stalled", "stalled")],
  degraded: [evidenceOf("degraded", "age")],
  blind: [evidenceOf("blind", "blind", { sentence: "Cannot see b: no." })],
  healthy: [],
};
const BY_RATE = [evidenceOf("degraded", "backlog")];

/** Looks at these times, and what was said of the pipeline after each. */
function looks(...seen: readonly (readonly [seconds: number, evidence: readonly HealthEvidence[]])[]): KnownHealth[] {
  const said: KnownHealth[] = [];
  for (const [seconds, evidence] of seen)
    said.push(judgePipeline(evidence, said.at(-1) ?? null, new Date(after(seconds)), SIGHT));
  return said;
}
const states = (said: readonly KnownHealth[]) => said.map(({ state }) => state);

test("what is seen first is said at once, whatever it is", () => {
  for (const state of HEALTH_STATES) expect(states(looks([0, ALL[state]]))).toEqual([state]);
});

test("what was never seen before is called what it is as soon as it is seen; what was seen before waits", () => {
  const [blind] = looks([0, ALL.blind]);
  const comesIntoSight = (isFirstState: boolean) =>
    blind && judgePipeline([], { ...blind, isFirstState }, new Date(after(15)), SIGHT).state;

  expect([comesIntoSight(true), comesIntoSight(false)]).toEqual(["healthy", "blind"]);
});

test("a worse state is said at once, with the time at which it began", () => {
  const [, stalled, failing] = looks([0, ALL.healthy], [15, ALL.stalled], [30, ALL.failing]);

  expect([stalled?.state, stalled?.since]).toEqual(["stalled", after(15)]);
  expect([failing?.state, failing?.since]).toEqual(["failing", after(30)]);
});

test("what rests on a rate is said once it was seen again a minute later, and not a second earlier", () => {
  expect(states(looks([0, []], [15, BY_RATE], [74, BY_RATE], [75, BY_RATE]))).toEqual([
    "healthy",
    "healthy",
    "healthy",
    "degraded",
  ]);
});

test("a rate that was seen once is forgotten", () => {
  expect(states(looks([0, []], [15, BY_RATE], [30, []], [75, BY_RATE], [90, []]))).toEqual(Array(5).fill("healthy"));
});

test("what is sure does not wait for a rate that would be worse", () => {
  const mostlyThrottled = evidenceOf("failing", "throttled");
  const said = looks([0, []], [15, [mostlyThrottled, ...ALL.degraded]], [75, [mostlyThrottled, ...ALL.degraded]]);

  expect(states(said)).toEqual(["healthy", "degraded", "failing"]);
  expect(said[1]?.reason).toBe("a says age.");
});

test("a better state is said after it stood for five minutes, and not a second earlier", () => {
  const said = looks([0, ALL.failing], [15, []], [314, []], [315, []]);

  expect(states(said)).toEqual(["failing", "failing", "failing", "healthy"]);
  expect(said[3]?.since).toEqual(after(315));
});

test("five minutes begin anew when it gets worse in between", () => {
  expect(states(looks([0, ALL.failing], [15, []], [300, ALL.failing], [315, []], [614, []], [615, []]))).toEqual([
    ...Array(5).fill("failing"),
    "healthy",
  ]);
});

test("after five minutes the worst of them counts, and the next five lead to what is seen now", () => {
  const said = looks([0, ALL.failing], [15, ALL.degraded], [200, []], [315, []], [614, []], [615, []]);

  expect(states(said)).toEqual(["failing", "failing", "failing", "degraded", "degraded", "healthy"]);
});

test("while it waits to be called better the reason says since when, and what it was stays to be read", () => {
  const [, first, second] = looks([0, ALL.failing], [15, []], [30, []]);

  expect(first?.reason).toBe(
    "a says dead-letters. Better since 12:00 UTC; called healthy at 12:05 UTC if it stays so.",
  );
  expect(second?.reason).toBe(first?.reason);
});

test("losing sight makes a healthy pipeline blind at once", () => {
  expect(states(looks([0, []], [15, ALL.blind]))).toEqual(["healthy", "blind"]);
});

test("losing sight does not end trouble that is known: it says both, and from when it knows", () => {
  const trouble = ALL.failing;
  const unseen = keepKnown([evidenceOf("blind", "blind", { sentence: "Cannot see a: access denied." })], trouble);
  const [, , later] = looks([0, trouble], [15, unseen], [3600, unseen]);

  expect(later?.state).toBe("failing");
  expect(later?.reason).toBe("a says dead-letters (so at 12:00 UTC), and cannot see a: access denied.");
});

test("what was known of a part that is seen again counts no more, and the parts that were never lost neither", () => {
  const before = [evidenceOf("failing", "dead-letters"), evidenceOf("stalled", "stalled", { arn: "arn:b" })];

  expect(keepKnown([], before)).toEqual([]);
  expect(keepKnown([evidenceOf("blind", "blind")], before).map(({ arn, signal }) => [arn, signal])).toEqual([
    ["arn:a", "blind"],
    ["arn:a", "dead-letters"],
  ]);
});

test("what was known before is not kept beside what is found anew, and keeping it again changes nothing", () => {
  const found = [evidenceOf("blind", "blind"), evidenceOf("degraded", "dead-letters", { sentence: "now." })];
  const kept = keepKnown(found, [evidenceOf("failing", "dead-letters"), evidenceOf("degraded", "age")]);

  expect(kept.map(({ signal, state }) => `${signal} ${state}`)).toEqual([
    "blind blind",
    "dead-letters degraded",
    "age degraded",
  ]);
  expect(keepKnown(found, kept)).toEqual(kept);
});

test("the reason is the worst finding, and how many more there are", () => {
  const [said] = looks([
    0,
    [
      ...ALL.degraded,
      evidenceOf("failing", "losing"),
      evidenceOf("failing", "dead-letters", { arn: "arn:b", sentence: "b took 14." }),
    ],
  ]);

  expect(said?.reason).toBe("b took 14, and 2 more.");
});

test("a healthy pipeline says how many parts were read, and which nobody can judge", () => {
  const say = (partCount: number, judgedCount: number) =>
    judgePipeline([], null, NOW, { partCount, judgedCount }).reason;

  expect(say(3, 3)).toBe("All 3 parts were read lately, and nothing speaks against them.");
  expect(say(1, 1)).toBe("Its one part was read lately, and nothing speaks against it.");
  expect(say(3, 2)).toContain("1 part lies outside and cannot be judged.");
});

test("a pipeline of which no part is read is blind", () => {
  expect(judgePipeline([], null, NOW, { partCount: 2, judgedCount: 0 })).toMatchObject({
    state: "blind",
    reason: "Cannot see it: none of its parts is read here.",
  });
});

test("who sees some parts is told of those alone, and nothing that nobody judged is green", () => {
  const judged = { judgedAt: NOW.toISOString(), visiblePartCount: 2 };

  expect(healthForPart([], judged)).toEqual({
    state: "healthy",
    reason: "Nothing speaks against the 2 parts that you see.",
  });
  expect(healthForPart(ALL.blind, judged)).toEqual({ state: "blind", reason: "Cannot see b: no." });
  expect(healthForPart([...ALL.blind, ...ALL.degraded], judged)).toEqual({
    state: "degraded",
    reason: "a says age, and cannot see b: no.",
  });
  expect(healthForPart([], { ...judged, judgedAt: null }).state).toBe("blind");
  expect([healthOfPart([], true), healthOfPart([], false), healthOfPart(ALL.stalled, true)]).toEqual([
    "healthy",
    "blind",
    "stalled",
  ]);
});

const anyState = fc.constantFrom(...HEALTH_STATES);
const anySignal = fc.constantFrom<Signal>("dead-letters", "stalled", "backlog", "throttled", "age", "blind");
const anyLook = fc.array(
  fc.tuple(anyState, anySignal).map(([state, signal]) => evidenceOf(state, signal)),
  { maxLength: 3 },
);

function changesIn(said: readonly KnownHealth[]): { at: Date; isBetter: boolean }[] {
  return said.flatMap((one, at) => {
    const before = said[at - 1];
    return before && before.state !== one.state ? [{ at: one.since, isBetter: isWorse(before.state, one.state) }] : [];
  });
}

test("what alternates with every look changes the state at most once in five minutes", () => {
  fc.assert(
    fc.property(anyLook, anyLook, fc.integer({ min: 5, max: 120 }), (one, other, everySeconds) => {
      const said = looks(
        ...Array.from({ length: 80 }, (_, at) => [at * everySeconds, at % 2 === 0 ? one : other] as const),
      );
      const times = changesIn(said).map(({ at }) => at.getTime());
      for (const [index, time] of times.entries()) {
        const before = times[index - 1];
        if (before !== undefined) expect(time - before).toBeGreaterThanOrEqual(300_000);
      }
    }),
  );
});

test("whatever is seen, a state never gets better sooner than five minutes after it last changed", () => {
  fc.assert(
    fc.property(
      fc.array(anyLook, { minLength: 2, maxLength: 60 }),
      fc.integer({ min: 5, max: 200 }),
      (seen, everySeconds) => {
        const changes = changesIn(looks(...seen.map((evidence, at) => [at * everySeconds, evidence] as const)));
        for (const [index, { at, isBetter }] of changes.entries()) {
          const before = changes[index - 1];
          if (isBetter && before) expect(at.getTime() - before.at.getTime()).toBeGreaterThanOrEqual(300_000);
        }
      },
    ),
  );
});

test("blind is never green: while any part cannot be seen no pipeline is healthy", () => {
  fc.assert(
    fc.property(fc.array(anyLook, { maxLength: 20 }), (seen) => {
      const said = looks(...[...seen, ALL.blind].map((evidence, at) => [at * 15, evidence] as const));
      expect(said.at(-1)?.state).not.toBe("healthy");
      expect(judgePipeline(ALL.blind, null, NOW, SIGHT).state).toBe("blind");
    }),
  );
});
