import { expect, test } from "vitest";
import type { JsonValue } from "@/lib/core/messages/json";
import { fragmentOf, knownTerms, namedTerms, sampledTerms } from "./suggest";

const texts = (typed: string) => knownTerms(fragmentOf(typed)).map(({ text }) => text);

test("fields that begin like the last word are offered, and roots of body and attributes among them", () => {
  expect(texts("state:present or")).toEqual(["origin:"]);
  expect(texts("-bod")).toEqual(["-body."]);
  expect(texts("age")).toEqual(["age<"]);
  expect(texts("").slice(0, 2)).toEqual(["cause:", "origin:"]);
  expect(texts("bystander:")).toEqual(["bystander:yes", "bystander:no"]);
  expect(texts("expires<")).toEqual(["expires<24h"]);
});

test("inside quotes, after a finished choice and for a field that does not exist nothing is offered", () => {
  expect(texts('"a phrase cau')).toEqual([]);
  expect(texts("cause:timeout")).toEqual([]);
  expect(texts("colour:re")).toEqual([]);
  expect(texts('queue:"a b" sta')).toEqual(["state:"]);
});

test("names with blanks come in quotes", () => {
  const fragment = fragmentOf("-account:sh");
  if (fragment.kind !== "named") throw new Error(fragment.kind);
  expect(namedTerms(fragment, ["shop", "shop two"]).map(({ text }) => text)).toEqual([
    "-account:shop",
    '-account:"shop two"',
  ]);
});

test("a value counts once a message, however often it stands there, and odd names and long values are left out", () => {
  const fragment = fragmentOf("body.items.sku:");
  if (fragment.kind !== "path-value") throw new Error(fragment.kind);
  const samples: { body: JsonValue; attributes: JsonValue }[] = [
    { body: { items: [{ sku: "A" }, { sku: "A" }, { sku: "B" }] }, attributes: {} },
    { body: { items: [{ sku: "A" }, { sku: "x".repeat(100) }], "odd name": 1 }, attributes: {} },
    { body: null, attributes: {} },
  ];
  expect(sampledTerms(fragment, samples)).toEqual([
    { text: "body.items.sku:A", hint: "2 of 3 looked at" },
    { text: "body.items.sku:B", hint: "1 of 3 looked at" },
  ]);
  const paths = fragmentOf("body.");
  if (paths.kind !== "path") throw new Error(paths.kind);
  expect(sampledTerms(paths, samples).map(({ text }) => text)).toEqual(["body.items.sku:"]);
});
