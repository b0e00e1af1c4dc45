import { expect, test } from "vitest";
import { WATCHED_POLLERS } from "@/lib/core/alerts/watched-pollers";
import { POLLERS } from "./pollers";

test("every poller whose silence is told is one that runs", () => {
  const names = POLLERS.map(({ name }) => name);
  expect(WATCHED_POLLERS.filter((name) => !names.includes(name))).toEqual([]);
});
