import { expect, test } from "vitest";
import { endInWords } from "./end-in-words";
import { countersFrom } from "./item";

test("the end of a run is told with everything that did not go as wished", () => {
  const counters = countersFrom([
    { state: "deleted", outcome: "gone", count: 20 },
    { state: "deleted", outcome: "returned", count: 3 },
    { state: "deleted", outcome: "unknown", count: 2 },
    { state: "ambiguous", outcome: "unknown", count: 1 },
    { state: "rejected", outcome: null, count: 4 },
  ]);

  expect(endInWords(counters, 5)).toBe(
    "25 of 30 sent, 20 left the dead-letter queue and were not seen again, 3 came back, of 2 nobody knows, 1 without an answer, 4 refused; that is more than the 5 % that may come back, so the consumer still fails on them",
  );
});

test("a run of which nothing came back claims no more than what was seen", () => {
  const counters = countersFrom([{ state: "deleted", outcome: "gone", count: 2 }]);

  expect(endInWords(counters, 5)).toBe("2 of 2 sent, 2 left the dead-letter queue and were not seen again");
});

test("of executions it is told what Step Functions says of them, and nothing of queues", () => {
  const counters = countersFrom([
    { state: "sent", outcome: "gone", count: 2 },
    { state: "sent", outcome: "returned", count: 1 },
  ]);

  expect(endInWords(counters, 5, "execution")).toBe(
    "3 of 3 sent, 2 succeeded, 1 failed again; that is more than the 5 % that may fail again, so the state machine still fails on them",
  );
});
