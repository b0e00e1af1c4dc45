import { expect, test } from "vitest";
import { problemSchema } from "@/lib/contract/problem";
import { Conflict, Invalid, RateLimited } from "@/lib/core/errors";
import { problemFrom } from "./problem";

test("a refusal keeps its words, its code's page and what it is about", async () => {
  const answer = problemFrom(new Conflict("queue-busy", "A scan works on this queue.", { queueId: "q_1" }), "req_1");

  expect(answer.status).toBe(409);
  expect(answer.headers.get("content-type")).toBe("application/problem+json");
  expect(problemSchema.parse(await answer.json())).toEqual({
    type: "/docs/errors#queue-busy",
    title: "Queue busy",
    status: 409,
    code: "queue-busy",
    detail: "A scan works on this queue.",
    requestId: "req_1",
    context: { queueId: "q_1" },
  });
});

test("a wrong field is named with how to mend it", async () => {
  const answer = problemFrom(new Invalid("name: needs a name", [{ field: "name", message: "needs a name" }]), "req_1");

  expect(await answer.json()).toMatchObject({ status: 422, fields: [{ field: "name", message: "needs a name" }] });
});

test("what nobody foresaw tells the request id and nothing else", async () => {
  const answer = problemFrom(new Error("SELECT secret FROM app_user at /srv/node_modules/x.js:1"), "req_1");

  expect(answer.status).toBe(500);
  expect(await answer.text()).not.toMatch(/SELECT|node_modules|secret/);
});

test.each([
  ["Prisma cannot reach the server", { name: "PrismaClientKnownRequestError", code: "P1001" }],
  ["the pool has no connection in time", { code: "P2024" }],
  ["the socket was refused", { cause: { code: "ECONNREFUSED" } }],
  ["the server shuts down", { code: "P2010", meta: { driverAdapterError: { cause: { originalCode: "57P01" } } } }],
  [
    "the statement took too long",
    { code: "P2010", meta: { driverAdapterError: { cause: { originalCode: "57014" } } } },
  ],
  ["the adapter says so", { cause: { kind: "DatabaseNotReachable" } }],
])("while %s the answer is 503 with a time to try again", (_, facts) => {
  const answer = problemFrom(Object.assign(new Error("database"), facts), "req_1");

  expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "5"]);
});

test("a mistake in our SQL is not taken for an outage", () => {
  const facts = { code: "P2010", meta: { driverAdapterError: { cause: { originalCode: "42P01" } } } };

  expect(problemFrom(Object.assign(new Error("relation"), facts), "req_1").status).toBe(500);
});

test("too many requests hear how long to wait", () => {
  expect(problemFrom(new RateLimited("Slow down.", 7), "req_1").headers.get("retry-after")).toBe("7");
});
