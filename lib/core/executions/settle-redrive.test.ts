import { expect, test } from "vitest";
import { movedOn } from "./moved-on";
import { settleRedrive } from "./settle-redrive";

const sendStartedAt = new Date("2026-11-21T12:00:00.000Z");
const at = (seconds: number) => new Date(sendStartedAt.getTime() + seconds * 1000);

test.each([
  ["stands as it failed: nothing was done", true, null, "not-done"],
  ["stands as it failed after a redrive of long ago", true, at(-86_400), "not-done"],
  ["was redriven while we asked", false, at(2), "done"],
  ["was redriven while we asked, by a clock that is behind ours", false, at(-30), "done"],
  ["was redriven an hour later, by somebody", false, at(3600), "nobody-knows"],
  ["was redriven an hour before, by somebody", false, at(-3600), "nobody-knows"],
  ["has another end and no redrive", false, null, "nobody-knows"],
] as const)("of a lost answer about an execution that %s", (_, isSameEnd, redrivenAt, expected) => {
  expect(settleRedrive({ isSameEnd, redrivenAt, sendStartedAt })).toBe(expected);
});

test.each([
  ["stands as planned", { status: "FAILED", stoppedAt: at(0) }, true, undefined],
  ["runs", { status: "RUNNING", stoppedAt: null }, false, /runs again/],
  ["succeeded", { status: "SUCCEEDED", stoppedAt: at(9) }, false, /succeeded/],
  ["failed again", { status: "TIMED_OUT", stoppedAt: at(9) }, false, /plan it anew/],
  ["is gone", undefined, false, /does not know it/],
] as const)("an execution that %s is taken up, or the row says why not", (_, now, isSameEnd, why) => {
  const told = movedOn(now, isSameEnd);

  if (why === undefined) expect(told).toBeUndefined();
  else expect(told).toMatch(why);
});
