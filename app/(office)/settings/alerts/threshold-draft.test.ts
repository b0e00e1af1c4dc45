import { expect, test } from "vitest";
import { aboutWords, draftOfThreshold, limitsWords, thresholdOf, thresholdProblems } from "./threshold-draft";

const line = {
  match: { name: "orders-*", tag: { key: "team", value: "x" } },
  environment: "prd",
  enabled: true,
  queueAgeSeconds: 900,
  deadLetterAgeSeconds: null,
  inflowPerHour: 2.5,
  forSeconds: 600,
  severity: "notify" as const,
};

test("a line that is opened and left alone is the same line, its tag too", () => {
  expect(thresholdOf(draftOfThreshold(line), line)).toEqual(line);
});

test("a limit is a time in words, a number, off, or not said", () => {
  const draft = draftOfThreshold(line);
  const limits = { ...draft.limits, queueAgeSeconds: "4 h", queueDepth: "off", deadLetterDepth: "" };
  const made = thresholdOf({ ...draft, limits }, line);
  expect(made).toMatchObject({ queueAgeSeconds: 14_400, queueDepth: null });
  expect("deadLetterDepth" in made).toBe(false);
});

test("what cannot be read is said at its field", () => {
  const draft = draftOfThreshold();
  expect(thresholdProblems(draft)).toEqual({});
  const wrong = { ...draft, limits: { ...draft.limits, queueAgeSeconds: "soon", deadLetterDepth: "0" } };
  expect(Object.keys(thresholdProblems(wrong))).toEqual(["queueAgeSeconds", "deadLetterDepth"]);
});

test("a line says what it is about and what its limits are", () => {
  expect(aboutWords(line)).toBe("orders-*, tag team=x, environment prd");
  expect(aboutWords({ enabled: true })).toBe("every queue");
  expect(limitsWords(line)).toBe("Queue: oldest message 15 min · DLQ: oldest message off · DLQ: arrivals an hour 2.5");
  expect(limitsWords({ ...line, enabled: false })).toBe("all limits are off");
});
