import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { staleGuards } from "../security/long/guards/all";
import { BUGS } from "./bugs/bugs";

test("every seeded bug can still be put into the code, and names cases that are there", () => {
  expect(staleGuards(BUGS, (file) => readFileSync(file, "utf8"))).toEqual([]);
  expect(BUGS.flatMap(({ tests }) => tests.filter((file) => !existsSync(file)))).toEqual([]);
  expect(BUGS).toHaveLength(10);
});
