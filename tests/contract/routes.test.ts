import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

/** Every address that a route file answers, and who may ask there. A file that is not listed fails the build. */
const ROUTES: Record<string, string> = {
  "app/api/v1/[...path]/route.ts": "the contract: a capability for each operation, checked by the operation itself",
  "app/api/auth/[...all]/route.ts":
    "anybody: sign in by password, provider or link, sign out, who am I; a person: their password; audited, the rest of better-auth is not there",
  "app/api/openapi.json/route.ts": "anybody: the contract, the same in every installation",
  "app/api/health/route.ts": "anybody: alive, names nothing",
  "app/api/ready/route.ts": "anybody: ready or the class of the reason",
  "app/metrics/route.ts":
    "anybody who reaches the port: figures of the process, no names; by queue and class what the sender of a token or cookie may see",
  "app/docs/route.ts": "anybody: Swagger UI",
  "app/docs/[asset]/route.ts": "anybody: Swagger UI's own files",
};

test("every route file is known, with who may ask there", () => {
  expect(globSync("app/**/route.{ts,tsx,js}").sort()).toEqual(Object.keys(ROUTES).sort());
});

test("there are no other ways in: no server actions, no Pages Router", () => {
  const sources = globSync("{app,lib}/**/*.{ts,tsx}", { exclude: (path) => path.includes("generated") });

  const actions = sources.filter((path) => /^\s*["']use server["']/m.test(readFileSync(path, "utf8")));

  expect(actions).toEqual([]);
  expect(globSync("{pages,src/pages}/**/*")).toEqual([]);
});

test("the proxy sets headers and never decides who may", () => {
  expect(readFileSync("proxy.ts", "utf8")).not.toMatch(/_http|cookies|authorization|redirect|rewrite/);
});

test("only the composition roots bring the database into the web", () => {
  const sources = globSync("app/**/*.{ts,tsx}").filter((path) => !path.includes(".test."));

  const importers = sources.filter((path) => /from "@\/lib\/(db|env|log|aws)/.test(readFileSync(path, "utf8")));

  expect(importers).toEqual(["app/_http/context.ts"]);
});
