import { expect, test } from "vitest";
import { AT, aKnownReason, aPlacedReason, minutes } from "./cases/reasons";
import { lifeOf } from "./life";

const reason = aPlacedReason("class-new", "orders");
const row = aKnownReason("class-new", "orders", "a1");

test.each([
  ["holds and is new: it opens", [reason], [], { opened: 1 }],
  ["holds twice over: it counts once", [reason, reason], [], { opened: 1 }],
  ["holds on: it is kept", [reason], [row], { kept: 1 }],
  ["is gone for a moment: it stays", [], [{ ...row, seenAt: minutes(-4) }], { calming: 1 }],
  ["is gone for its time: it is over", [], [{ ...row, seenAt: minutes(-5) }], { over: 1 }],
  ["comes back within half an hour: the same", [reason], [{ ...row, resolvedAt: minutes(-29) }], { reopened: 1 }],
  ["comes back after it: a new one", [reason], [{ ...row, resolvedAt: minutes(-30) }], { opened: 1 }],
  [
    "a run paused again: a new one at once",
    [aPlacedReason("run-paused", "R-1")],
    [{ ...aKnownReason("run-paused", "R-1", "a1"), resolvedAt: minutes(-1) }],
    { opened: 1 },
  ],
  [
    "its account went blind: nothing tells that it is over",
    [aPlacedReason("account-blind", "shop", { region: null })],
    [{ ...row, seenAt: minutes(-600) }],
    { opened: 1, calming: 1 },
  ],
  [
    "another Region went blind: it is over",
    [aPlacedReason("account-blind", "shop", { region: "us-east-1" })],
    [{ ...row, seenAt: minutes(-600) }],
    { opened: 1, over: 1 },
  ],
])("what %s", (_, reasons, rows, counts) => {
  const life = lifeOf(reasons, rows, AT);
  const none = { opened: 0, reopened: 0, kept: 0, calming: 0, over: 0 };
  const found = Object.fromEntries(Object.entries(life).map(([kind, list]) => [kind, list.length]));
  expect(found).toEqual({ ...none, ...counts });
});
