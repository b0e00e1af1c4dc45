import { expect, test } from "vitest";
import { type EndedExecution, executionClass } from "./execution-class";

const ended = (more: Partial<EndedExecution>): EndedExecution => ({
  machineArn: "arn:aws:states:eu-west-1:1:stateMachine:checkout",
  end: "FAILED",
  error: null,
  cause: null,
  ...more,
});
const classOf = (more: Partial<EndedExecution>) => executionClass(ended(more), (text) => text);

test("executions that fail with the same error about different things are one class", () => {
  const cause = (id: number) => `card of cus-${id} declined at 2026-11-21T0${id % 10}:00:00Z`;

  const [one, other] = [1001, 1002].map((id) => classOf({ error: "CardDeclined", cause: cause(id) }));

  expect(one?.fingerprint).toBe(other?.fingerprint);
  expect(one?.title).toContain("CardDeclined: card of");
});

test("of a function that failed the message counts, not the stack", () => {
  const cause = (line: number) =>
    JSON.stringify({ errorMessage: "no rate for XDR", errorType: "RateError", trace: [`at book.js:${line}`] });

  const told = classOf({ error: "RateError", cause: cause(12) });

  expect(told.title).toBe("RateError: no rate for XDR");
  expect(told.fingerprint).toBe(classOf({ error: "RateError", cause: cause(99) }).fingerprint);
});

test.each<[string, Partial<EndedExecution>, string, string]>([
  ["one that timed out says no more", { end: "TIMED_OUT" }, "timeout", "Executions timed out"],
  ["one that was aborted without a word", { end: "ABORTED" }, "unknown", "Executions were aborted"],
  [
    "one that was aborted with a reason",
    { end: "ABORTED", error: "Stop", cause: "wrong batch" },
    "unknown",
    "Stop: wrong batch",
  ],
  ["a cause that is broken JSON is a text", { error: "Oops", cause: '{"errorMessage": ' }, "unknown", "Oops:"],
])("%s", (_, more, causeKind, title) => {
  const told = classOf(more);

  expect(told.causeKind).toBe(causeKind);
  expect(told.title).toContain(title);
});

test("the same error of two state machines, or of two ways to end, is two classes", () => {
  const error = { error: "CardDeclined", cause: "declined" };
  const machineArn = "arn:aws:states:eu-west-1:1:stateMachine:refund";

  const all = [classOf(error), classOf({ ...error, machineArn }), classOf({ ...error, end: "ABORTED" })];

  expect(new Set(all.map(({ fingerprint }) => fingerprint)).size).toBe(3);
});

test("where an execution failed is told, and splits no class", () => {
  const error = { error: "CardDeclined", cause: "declined" };

  const [charge, refund] = ["Charge", "Refund"].map((failedState) => classOf({ ...error, failedState }));

  expect(charge?.causeReason).toMatch(/ended in state Charge\.$/);
  expect(charge?.fingerprint).toBe(refund?.fingerprint);
  expect(charge?.fingerprint).toBe(classOf(error).fingerprint);
});
