import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { clientSchema } from "./client-schema.mjs";

test("the client is made from the models that are asked as such and those that they are related to", () => {
  const made = clientSchema(readFileSync("prisma/schema.prisma", "utf8"));

  const models = [...made.matchAll(/^model (\w+)/gm)].map(([, name]) => name);
  expect(models).toEqual(expect.arrayContaining(["User", "Session", "AuthAccount", "Verification"]));
  expect(models.length).toBeLessThan(10);
  expect(made).toMatch(/^generator client \{[^}]*output {7}= "\.\.\/lib\/db\/generated"/);
  expect(made).toContain("\ndatasource db {");
});

test("a model that the schema does not have is told", () => {
  expect(() => clientSchema("generator client {\n}\n")).toThrow("The schema has no model User");
});
