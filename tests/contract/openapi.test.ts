import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { contract, type OperationId } from "@/lib/contract";
import { auditExport } from "@/lib/contract/audit";
import { channelAnswer } from "@/lib/contract/channel-answers";
import { costExport } from "@/lib/contract/costs";
import { ERROR_PAGES } from "@/lib/contract/error-pages";
import { eventStream } from "@/lib/contract/events";
import { openApiDocument } from "@/lib/contract/openapi";
import { ERROR_CODES } from "@/lib/core/errors";

const document = openApiDocument();
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
);

test("the committed document is the contract's", () => {
  expect(readFileSync("openapi.json", "utf8")).toBe(`${JSON.stringify(document, null, 2)}\n`);
});

test("every operation of the contract is described once, and the stream beside it", () => {
  const ids = operations.map(({ operation }) => operation.operationId);

  const beside = [eventStream, auditExport, costExport, channelAnswer].map(({ operationId }) => operationId);
  expect(ids.sort()).toEqual([...Object.keys(contract), ...beside].sort());
});

test("every reference leads somewhere", () => {
  const refs = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, ref]) => ref ?? "");

  const lost = refs.filter((ref) => !lookUp(ref));

  expect(refs.length).toBeGreaterThan(100);
  expect(lost).toEqual([]);
});

test("path parameters are exactly those of the path, and required", () => {
  for (const { path, operation } of operations) {
    const told = (operation.parameters ?? []).filter((one) => one.in === "path");

    expect(told.map((one) => one.name)).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
    expect(told.every((one) => one.required === true)).toBe(true);
  }
});

test("only reading has no body, and only what is public needs no sign-in", () => {
  for (const { method, operation } of operations) {
    const isAnswer = operation.operationId === channelAnswer.operationId;
    const entry: { capability: string } | undefined = isAnswer
      ? channelAnswer
      : contract[operation.operationId as OperationId];

    expect(operation.requestBody === undefined, operation.operationId).toBe(method === "get");
    expect(operation.security !== undefined, operation.operationId).toBe(entry?.capability === "public");
  }
});

test("every refusal is a problem document", () => {
  for (const { operation } of operations)
    for (const status of Object.keys(operation.responses).filter((code) => code >= "400"))
      expect(operation.responses[status]).toEqual({ $ref: `#/components/responses/${status}` });
});

test("every schema names types that JSON Schema knows", () => {
  const types = new Set([...JSON.stringify(document).matchAll(/"type":"(\w+)"/g)].map(([, type]) => type));
  for (const known of ["object", "string", "number", "integer", "boolean", "array", "null", "http", "apiKey"])
    types.delete(known);

  expect([...types]).toEqual([]);
});

test("every code of a refusal has a page that says what to do", () => {
  expect(Object.keys(ERROR_PAGES).sort()).toEqual([...ERROR_CODES].sort());
});

function lookUp(ref: string): unknown {
  return ref
    .replace("#/", "")
    .split("/")
    .reduce<unknown>((node, key) => (node as Record<string, unknown> | undefined)?.[key], document);
}
