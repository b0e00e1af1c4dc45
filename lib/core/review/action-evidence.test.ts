import { expect, test } from "vitest";
import { type EvidenceState, verdictOf } from "./action-evidence";

const now = { at: new Date("2026-11-20T12:00:00Z"), zone: "Europe/Berlin" };
const wednesday = "2026-11-18T23:30:00Z";
const long = "2026-10-01T10:00:00Z";

test.each<[EvidenceState, string, string]>([
  [{ kind: "finding", resolvedAt: wednesday, lastSeenAt: long }, "done", "finding gone since Thursday"],
  [{ kind: "finding", resolvedAt: null, lastSeenAt: long }, "not-yet", "finding still there, seen last 1 October 2026"],
  [
    { kind: "class", status: "resolved", resolvedAt: long, lastSeenAt: long },
    "done",
    "failure resolved since 1 October 2026",
  ],
  [
    { kind: "class", status: "regressed", resolvedAt: long, lastSeenAt: wednesday },
    "not-yet",
    "failure is regressed, seen last Thursday",
  ],
  [{ kind: "alert", state: "resolved", resolvedAt: wednesday }, "done", "alert resolved since Thursday"],
  [{ kind: "alert", state: "acknowledged", resolvedAt: null }, "not-yet", "alert is still acknowledged"],
  [{ kind: "pipeline", state: "healthy", since: wednesday, isGone: false }, "done", "pipeline healthy since Thursday"],
  [
    { kind: "pipeline", state: "failing", since: wednesday, isGone: false },
    "not-yet",
    "pipeline failing since Thursday",
  ],
  [
    { kind: "pipeline", state: "blind", since: wednesday, isGone: false },
    "unknown",
    "nobody can see how the pipeline does since Thursday",
  ],
  [{ kind: "pipeline", state: "healthy", since: wednesday, isGone: true }, "unknown", "the pipeline is gone"],
  [{ kind: "run", state: "done", endedAt: wednesday, returnedCount: 0 }, "done", "run done since Thursday"],
  [
    { kind: "run", state: "done", endedAt: wednesday, returnedCount: 2 },
    "not-yet",
    "run done Thursday, and 2 came back",
  ],
  [{ kind: "run", state: "paused", endedAt: null, returnedCount: 0 }, "not-yet", "run is paused"],
  [
    { kind: "run", state: "interrupted", endedAt: null, returnedCount: 0 },
    "unknown",
    "nobody knows what the run did: it was interrupted",
  ],
])("%o is %s", (state, verdict, sentence) => {
  expect(verdictOf(state.kind, state, now)).toEqual({ verdict, sentence });
});

test("what is not there any more is unknown, never done", () => {
  expect(verdictOf("finding", undefined, now)).toEqual({
    verdict: "unknown",
    sentence: "the finding is not there any more",
  });
});
