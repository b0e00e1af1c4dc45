import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { allGuards, staleGuards } from "./long/guards/all";

const guards = allGuards();

test("every guard that is taken away to see a test fail still stands in the code, once", () => {
  expect(staleGuards(guards, (file) => readFileSync(file, "utf8"))).toEqual([]);
});

test("every guard names tests that are there", () => {
  const lacking = guards.filter(({ tests }) => tests.length === 0 || !tests.every((file) => existsSync(file)));

  expect(lacking.map(({ name }) => name)).toEqual([]);
});
