import { expect, test } from "vitest";
import { type HeadlineFacts, headline } from "./headline";

const quiet: HeadlineFacts = {
  losingCount: 0,
  lossWithin24hCount: 0,
  firstLossAt: null,
  newCount: 0,
  ongoingCount: 0,
  escalatingCount: 0,
  regressedCount: 0,
  blindCount: 0,
  openRunCount: 0,
  queueCount: 3,
  accountCount: 1,
  isStale: false,
  isPart: false,
};
const said = (facts: Partial<HeadlineFacts>) => {
  const { headline: title, detail } = headline({ ...quiet, ...facts }, new Date(0));
  return `${title} ${detail}`;
};

test("that nothing fails is claimed only of what is connected and shown", () => {
  expect(said({})).toBe("No open failures in 3 queues. Nothing else needs you.");
  expect(said({ isPart: true })).toBe(
    "No open failures in 3 queues shown to you. Nothing else of what is shown to you needs you.",
  );
  expect(said({ accountCount: 0, queueCount: 0 })).toMatch(/^No account is connected yet\. Whether/);
  expect(said({ accountCount: 0, queueCount: 0, isPart: true })).toMatch(
    /^Nothing that is connected is shown to you\./,
  );
});

test("what is being lost for good is said before what merely fails, and beside what retention deletes", () => {
  expect(said({ newCount: 2, losingCount: 1 })).toBe(
    "1 failure class has lost events for good within 24 hours. 2 failure classes are new.",
  );
  expect(said({ losingCount: 1, lossWithin24hCount: 3, firstLossAt: "1970-01-01T01:00:00Z" })).toMatch(
    /^3 messages are deleted by retention within 24 hours.* 1 failure class loses events for good\.$/,
  );
});
