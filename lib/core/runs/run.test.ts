import { describe, expect, test } from "vitest";
import { type Observation, RUN_STATES, type RunState, transition } from "./run";

const from = (state: RunState, seen: Observation) => transition({ state, reason: null }, seen)?.state;

describe("a run", () => {
  test.each<[string, RunState, Observation, RunState | undefined]>([
    ["is watched when a stage is sent", "running", { kind: "stage-sent" }, "observing"],
    ["goes on when the stage was watched", "observing", { kind: "next-stage" }, "running"],
    ["can be cancelled between two stages", "observing", { kind: "cancel" }, "cancelling"],
    ["that has sent everything is only not watched any longer", "observing", { kind: "stop-watching" }, "done"],
    ["paused while it was watched can be watched on", "paused", { kind: "watch-on" }, "observing"],
    ["that was never paused cannot be resumed", "running", { kind: "resume" }, undefined],
    ["that is sending has no next stage to open", "running", { kind: "next-stage" }, undefined],
  ])("%s", (_, state, seen, next) => {
    expect(from(state, seen)).toBe(next);
  });

  test("that has ended stays as it is, whatever is seen or asked", () => {
    const ended = RUN_STATES.filter((state) => ["done", "failed", "cancelled", "interrupted"].includes(state));
    const kinds = ["pause", "resume", "watch-on", "cancel", "stop-watching", "stage-sent", "next-stage", "observed"];

    for (const state of ended)
      for (const kind of kinds) expect(from(state, { kind, reason: "x" } as Observation)).toBeUndefined();
  });

  test("tells what kind of thing paused it, and forgets it when it goes on", () => {
    const running = { state: "running", reason: null } as const;
    const paused = transition(running, { kind: "pause", code: "returns", reason: "3 of 10 came back" });

    expect(paused).toEqual({ state: "paused", reason: "3 of 10 came back", pausedBy: "returns" });
    expect(paused && transition(paused, { kind: "resume" })).toEqual({
      state: "running",
      reason: null,
      pausedBy: null,
    });
  });
});
