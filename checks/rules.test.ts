import { expect, test } from "vitest";
import { checkCode } from "./code-rules.mjs";
import { checkImports } from "./import-rules.mjs";
import { checkNames, checkSizes } from "./sizes.mjs";
import { sourceOf } from "./source-files.mjs";

const client = (rest: string) => `"use client";\n${rest}`;

test.each([
  ["core names only zod", "lib/core/runs/run.ts", 'import { createHash } from "node:crypto";'],
  ["the contract knows no operation", "lib/contract/runs.ts", 'import { x } from "@/lib/operations/runs";'],
  ["db knows no AWS", "lib/db/queues.ts", 'import type { Sqs } from "@/lib/aws/sqs/queues";'],
  ["aws knows no environment", "lib/aws/call.ts", 'import { readEnv } from "@/lib/env";'],
  ["an operation takes no value from aws", "lib/operations/plans/apply.ts", 'import { call } from "@/lib/aws/call";'],
  ["an operation knows no SDK", "lib/operations/plans/apply.ts", 'import type { X } from "@aws-sdk/client-sqs";'],
  ["a page reads no database", "app/queues/page.tsx", 'import { listQueues } from "@/lib/db/queues";'],
  ["a page reaches no AWS, not even a type", "app/queues/page.tsx", 'import type { X } from "@/lib/aws/call";'],
  ["the web's root takes no AWS", "app/_http/context.ts", 'import { call } from "@/lib/aws/call";'],
  ["a browser file runs no operation", "app/a.tsx", client('import { x } from "@/lib/operations/x";')],
  ["a browser file enters no HTTP door", "app/a.tsx", client('import { x } from "@/app/_http/context";')],
  ["a job opens no database", "jobs/worker.ts", 'import { connect } from "@/lib/db/connect";'],
  ["a job reaches AWS only through its context", "jobs/pollers.ts", 'import { call } from "@/lib/aws/call";'],
  ["a lazy import counts", "app/queues/page.tsx", 'const x = await import("@/lib/aws/call");'],
  ["passing on counts", "lib/core/a.ts", 'export { b } from "@/lib/db/b"; export const a = 1;'],
  ["the simulator knows nothing of ours", "simulator/service.ts", 'import { arn } from "@/lib/core/arn";'],
  ["the simulator uses no SDK code", "simulator/service.ts", 'import { SQSClient } from "@aws-sdk/client-sqs";'],
])("%s", (_, path, text) => {
  expect(checkImports([sourceOf(path, text)])).toHaveLength(1);
});

test.each([
  ["core and zod", "lib/core/runs/run.ts", 'import { z } from "zod"; import { arn } from "../arn";'],
  ["operations and the types of aws", "lib/operations/a.ts", 'import type { Sqs } from "@/lib/aws/sqs/queues";'],
  ["the worker's root and everything it joins", "jobs/context.ts", 'import { call } from "@/lib/aws/call";'],
  ["the simulator and published types", "simulator/a.ts", 'import type { X } from "@aws-sdk/client-sqs";'],
  ["a test and anything", "lib/core/a.test.ts", 'import { startSimulator } from "@/simulator/main";'],
])("%s may meet", (_, path, text) => {
  expect(checkImports([sourceOf(path, text)])).toEqual([]);
});

test("a file that only a browser file reaches obeys the browser's rules", () => {
  const page = sourceOf("app/a.tsx", client('import { b } from "./b";\nexport const a = b;'));
  const reached = sourceOf("app/b.ts", 'import { x } from "@/lib/operations/x";\nexport const b = x;');

  const problems = checkImports([page, reached]);

  expect(problems).toEqual(["app/b.ts:1 app in the browser may not import @/lib/operations/x"]);
});

test("a circle of values is found, a circle of types is not one", () => {
  const a = sourceOf("lib/core/a.ts", 'import { b } from "./b";\nexport const a = () => b;');
  const valueBack = sourceOf("lib/core/b.ts", 'import { a } from "./a";\nexport const b = () => a;');
  const typeBack = sourceOf("lib/core/b.ts", 'import type { a } from "./a";\nexport const b = (x: typeof a) => x;');

  expect(checkImports([a, valueBack])).toEqual(["a circle of imports: lib/core/a.ts → lib/core/b.ts → lib/core/a.ts"]);
  expect(checkImports([a, typeBack])).toEqual([]);
});

test("a file that only passes others on is refused", () => {
  expect(checkImports([sourceOf("lib/core/index.ts", 'export { a } from "./a";')])).toHaveLength(1);
});

test.each([
  ["any", "lib/db/a.ts", "export const a = (x: any) => x;"],
  ["a silenced absence", "app/a.ts", "export const a = (x?: string) => x!.length;"],
  ["the environment read in passing", "jobs/worker.ts", "export const url = process.env.DATABASE_URL;"],
  ["the clock in core", "lib/core/a.ts", "export const a = () => Date.now();"],
  ["a date of now in core", "lib/core/a.ts", "export const a = () => new Date();"],
  ["chance in core", "lib/core/a.ts", "export const a = () => Math.random();"],
])("%s is refused", (_, path, text) => {
  expect(checkCode([sourceOf(path, text)])).toHaveLength(1);
});

test("long files and long functions are refused", () => {
  const longFunction = `export function f() {\n${"  g();\n".repeat(49)}}\n`;

  expect(checkSizes([sourceOf("lib/core/a.ts", longFunction)])).toHaveLength(1);
  expect(checkSizes([sourceOf("lib/core/a.ts", "g();\n".repeat(251))])).toHaveLength(1);
  expect(checkSizes([sourceOf("lib/core/a.test.ts", "g();\n".repeat(251))])).toEqual([]);
});

test("names for bags are refused", () => {
  const problems = checkNames(["lib/utils.ts", "app/helpers/a.ts", "lib/core/queueTools.ts", "lib/core/data-key.ts"]);

  expect(problems).toHaveLength(3);
});
