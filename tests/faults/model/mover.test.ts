import { expect, test } from "vitest";
import { schedules } from "./schedule";
import { playAll } from "./play-all";

test("messages", async () => {
  const told = await playAll({ arbitrary: schedules({ messageCount: 20, ways: ["mover"], isFifo: false, duplicates: ["resend", "hold"] }), count: Number(process.env.N ?? 48), stages: Number(process.env.L ?? 24) });
  console.log(told);
  expect(told.failures).toEqual([]);
}, 600_000);
