import { expect, test } from "vitest";
import { playAll } from "./play-all";
import { MESSAGE_COUNT, schedules, shareOf } from "./schedule";

const COUNT = shareOf(600);

test(
  `${COUNT} random schedules of faults on standard queues lose nothing, and name whatever may be there twice`,
  async () => {
    const arbitrary = schedules({
      messageCount: MESSAGE_COUNT,
      ways: ["mover", "mover", "mover", "redirect", "discard", "restore"],
      isFifo: false,
      duplicates: ["resend", "hold"],
    });

    const { line, failures, playedCount } = await playAll({ name: "standard", arbitrary, count: COUNT });

    console.log(line);
    expect(failures.length, failures.join("\n\n")).toBe(0);
    expect(playedCount).toBeGreaterThanOrEqual(COUNT);
  },
  900_000 + COUNT * 4_000,
);
