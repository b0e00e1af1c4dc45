import { expect, test } from "vitest";
import { playAll } from "./play-all";
import { MESSAGE_COUNT, schedules, shareOf } from "./schedule";

const COUNT = shareOf(400);

test(
  `${COUNT} random schedules of faults on FIFO queues lose nothing and send nothing twice`,
  async () => {
    const arbitrary = schedules({
      messageCount: MESSAGE_COUNT,
      ways: ["mover", "mover", "redirect", "discard", "restore"],
      isFifo: true,
      duplicates: ["resend", "hold"],
    });

    const { line, failures, playedCount } = await playAll({ name: "fifo", arbitrary, count: COUNT });

    console.log(line);
    expect(failures.length, failures.join("\n\n")).toBe(0);
    expect(playedCount).toBeGreaterThanOrEqual(COUNT);
  },
  900_000 + COUNT * 4_000,
);
