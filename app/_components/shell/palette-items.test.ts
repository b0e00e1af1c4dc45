import { expect, test } from "vitest";
import { filterPalette, type PaletteItem } from "./palette-items";

const item = (label: string, hint?: string): PaletteItem => ({
  key: label,
  label,
  hint,
  group: "Go to",
  run: () => {},
});
const items = [
  item("Now"),
  item("Queues"),
  item("fulfil-orders-dlq", "queue · orders-prod"),
  item("orders-archive", "queue · fin-prod"),
];

const labels = (query: string) => filterPalette(items, query).map((found) => found.label);

test("without words everything is offered in its own order", () => {
  expect(labels("  ")).toEqual(["Now", "Queues", "fulfil-orders-dlq", "orders-archive"]);
});

test("every word must occur, in the name or in what it is", () => {
  expect(labels("dlq prod")).toEqual(["fulfil-orders-dlq"]);
});

test("names that begin with the word come first", () => {
  expect(labels("ORDERS")).toEqual(["orders-archive", "fulfil-orders-dlq"]);
});
