import { expect, test } from "vitest";
import type { FailureClass } from "@/lib/contract/failures";
import type { Now } from "@/lib/contract/system";
import { rowsOf } from "./now-rows";

const failure = (id: string, presentCount: number) => ({ id, presentCount, status: "ongoing" }) as FailureClass;
const now = {
  offQueues: [{ queueId: "q_1", name: "returns-dlq" }],
  blind: [{ accountId: "acc_1", region: "eu-west-1" }],
} as Now;

test("queues that nobody reads and Regions that nobody sees stand in the list of what needs action", () => {
  const rows = rowsOf([failure("fc_1", 3)], now, "needs-action");

  expect(rows.map((row) => row.kind)).toEqual(["class", "off", "blind"]);
});

test("the one filled button goes to the first class that is awake and has something to send", () => {
  const asleep = { ...failure("fc_2", 9), snooze: { kind: "loss" } } as FailureClass;
  const rows = rowsOf([failure("fc_1", 0), asleep, failure("fc_3", 3), failure("fc_4", 5)], now, "backlog");

  expect(rows.map((row) => row.kind === "class" && row.isFirst)).toEqual([false, false, true, false]);
});
