import { expect, test } from "vitest";
import type { Alert } from "@/lib/contract/alert-fields";
import { alertsHeadline } from "./alerts-headline";

const judgedAt = "2026-11-22T03:00:00.000Z";
const opened = (...times: string[]) => times.map((openedAt) => ({ openedAt }) as Alert);

test.each([
  [0, 0, [], "No alert is open.", null],
  [1, 0, ["2026-11-22T02:41:00.000Z"], "1 alert is open; nobody has it since", "2026-11-22T02:41:00.000Z"],
  [0, 1, [], "1 alert is open; somebody has it.", null],
  [0, 3, [], "3 alerts are open; somebody has each of them.", null],
  [
    2,
    0,
    ["2026-11-22T02:50:00.000Z", "2026-11-22T02:41:00.000Z"],
    "2 alerts are open; nobody has any of them since",
    "2026-11-22T02:41:00.000Z",
  ],
  [1, 1, ["2026-11-22T02:41:00.000Z"], "2 alerts are open; nobody has 1 of them since", "2026-11-22T02:41:00.000Z"],
  [1, 1, [], "2 alerts are open; nobody has 1 of them.", null],
] as const)("%i open and %i taken: %s", (openCount, acknowledgedCount, times, words, since) => {
  expect(alertsHeadline({ openCount, acknowledgedCount, judgedAt }, opened(...times))).toEqual({ words, since });
});

test("before the conditions were looked at, nothing is called quiet", () => {
  expect(alertsHeadline({ openCount: 0, acknowledgedCount: 0, judgedAt: null }, []).words).toBe(
    "Nobody has looked at the conditions yet.",
  );
});
