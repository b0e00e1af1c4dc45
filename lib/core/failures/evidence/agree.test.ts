import { expect, test } from "vitest";
import { agree } from "./agree";
import type { Finding } from "./evidence";
import { withoutLogText } from "./without-log-text";

const AT = new Date("2026-11-21T10:00:00Z");
const timedOut: Finding = {
  rung: "logs-by-request",
  confidence: "fair",
  text: "Task timed out after 5.00 seconds",
  cause: { kind: "timeout", reason: "It says “timed out”: it took too long." },
  errorText: "Task timed out after 5.00 seconds",
  normalisedError: "Task timed out",
};
const broken: Finding = { ...timedOut, confidence: "strong", text: "TypeError", normalisedError: "TypeError" };
const nothing: Finding = { rung: "none", confidence: "weak", text: "-", cause: { kind: "unknown", reason: "-" } };

test("messages that all tell the same speak for their class as surely as the surest of them", () => {
  const surer = { ...timedOut, confidence: "strong" as const };

  expect(agree([timedOut, surer, timedOut], AT)).toMatchObject({
    text: "Task timed out after 5.00 seconds",
    causeKind: "timeout",
    confidence: "strong",
    agreeingCount: 3,
    sampledCount: 3,
  });
});

test("messages that tell different things are said to, and are believed less", () => {
  expect(agree([timedOut, broken, timedOut, nothing], AT)).toMatchObject({
    text: "Task timed out after 5.00 seconds (2 of 4; 1 says “TypeError”)",
    confidence: "weak",
    agreeingCount: 2,
    sampledCount: 4,
  });
});

test("messages that were only dragged along do not outvote the one that says why", () => {
  const dragged: Finding = { ...nothing, rung: "metrics", text: "the consumer reported 3 errors in that minute" };

  expect(agree([dragged, broken, dragged], AT)).toMatchObject({
    text: "TypeError",
    confidence: "strong",
    agreeingCount: 1,
    sampledCount: 3,
  });
  expect(agree([dragged, dragged], AT)).toMatchObject({ rung: "metrics", causeKind: "unknown", agreeingCount: 2 });
});

test("where nothing was found, nothing is claimed", () => {
  expect(agree([nothing, nothing], AT)).toBeUndefined();
});

test("without the log's text cause and rung stay, and no word of the log", () => {
  const bare = withoutLogText({
    ...broken,
    cause: { kind: "schema", reason: "It says “Ada Lovelace is invalid”: x." },
  });

  expect(JSON.stringify(bare)).not.toMatch(/TypeError|Lovelace/);
  expect(bare).toMatchObject({ rung: "logs-by-request", cause: { kind: "schema" } });
});
