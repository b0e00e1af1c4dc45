import { expect, test } from "vitest";
import { fitWhole } from "./fit-whole";

const shown = (sizes: number[], most: number) => fitWhole(sizes, (size) => size, most);

test.each([
  ["all that fit", [200, 200, 100], [200, 200, 100]],
  ["none in halves", [300, 250, 100], [300, 100]],
  ["the first alone when it is too large", [900, 10], [900]],
  ["nothing out of nothing", [], []],
])("a map takes whole pipelines: %s", (_, sizes, taken) => {
  expect(shown(sizes, 500)).toEqual(taken);
});
