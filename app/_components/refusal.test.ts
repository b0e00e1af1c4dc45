import { expect, test } from "vitest";
import type { OutputOf } from "@/lib/contract";
import type { Capability } from "@/lib/core/access/capabilities";
import { refusalOf, type Target, whomToAsk } from "./refusal";

type Place = NonNullable<OutputOf<"getMe">["places"][Capability]>;

const NOWHERE: Place = { isEverywhere: false, accountIds: [], arns: [], arnCount: 0 };
const EVERYWHERE: Place = { ...NOWHERE, isEverywhere: true };
const ORDERS = "arn:aws:sqs:eu-central-1:111111111111:orders-dlq";
const production: Target = { accountId: "acc_production" };

function person(capability: Capability, place?: Place, admins = ["Ada Admin"]) {
  const places = place ? { [capability]: place } : {};
  return { name: "Vera Viewer", admins, capabilities: place ? [capability] : [], places };
}
const overArns = (...arns: string[]): Place => ({ ...NOWHERE, arns, arnCount: arns.length });

test("who lacks a right reads which one it is and whom to ask", () => {
  expect(refusalOf(person("plans.create"), "plans.create", production)).toBe("You may not make a plan. Ask Ada Admin.");
});

test("who has the right elsewhere reads that it is not here, and whom to ask", () => {
  const otto = person("plans.create", { ...NOWHERE, accountIds: ["acc_staging"] });

  expect(refusalOf(otto, "plans.create", { accountId: "acc_staging" })).toBeUndefined();
  expect(refusalOf(otto, "plans.create")).toBeUndefined();
  expect(refusalOf(otto, "plans.create", production)).toBe(
    "You may not make a plan here: your role covers something else. Ask Ada Admin.",
  );
});

test("who has single resources may act on what speaks of them, and not on their whole account", () => {
  const tess = person("plans.create", overArns(ORDERS));

  expect(refusalOf(tess, "plans.create", { ...production, arns: [null, ORDERS] })).toBeUndefined();
  expect(
    refusalOf(tess, "plans.create", { ...production, arns: ["arn:aws:lambda:eu-central-1:1:function:a"] }),
  ).toMatch(/^You may not make a plan here/);
  expect(refusalOf(tess, "plans.create", production)).toMatch(/^You may not make a plan here/);
});

test("a queue is known by its name in its Region where its ARN is not at hand", () => {
  const tess = person("plans.create", overArns(ORDERS));
  const on = (name: string, region: string) =>
    refusalOf(tess, "plans.create", { ...production, queue: { name, region } });

  expect(on("orders-dlq", "eu-central-1")).toBeUndefined();
  expect(on("orders-dlq", "eu-west-1")).toBeDefined();
  expect(on("orders", "eu-central-1")).toBeDefined();
});

test("where the page cannot know for sure, the button stays on and the server decides", () => {
  const open: Target = { ...production, isOpenEnded: true };
  const tess = person("plans.apply", overArns(ORDERS));
  const tooMany = person("plans.apply", { ...overArns(ORDERS), arnCount: 900 });

  expect(refusalOf(tess, "plans.apply", open)).toBeUndefined();
  expect(refusalOf(tooMany, "plans.apply", { ...production, arns: ["arn:aws:sqs:x:1:other"] })).toBeUndefined();
  expect(
    refusalOf(person("plans.apply", { ...NOWHERE, accountIds: ["acc_staging"] }), "plans.apply", open),
  ).toBeDefined();
});

test("what concerns all accounts takes a role over all of them", () => {
  const part = { ...NOWHERE, accountIds: ["acc_production"] };

  expect(refusalOf(person("writes.stop", part), "writes.stop", "everything")).toBe(
    "This is about all accounts; your role covers a part. Ask Ada Admin.",
  );
  expect(refusalOf(person("users.manage", part), "users.manage")).toMatch(/^This is about all accounts/);
  expect(refusalOf(person("users.manage", EVERYWHERE), "users.manage")).toBeUndefined();
});

test("whom to ask is a person, never oneself, and never nobody", () => {
  expect(whomToAsk({ name: "Vera", admins: ["Ada", "Bob", "Cy"] })).toBe("Ask Ada, Bob or Cy.");
  expect(whomToAsk({ name: "Ada", admins: ["Ada", "Bob"] })).toBe("Ask Bob.");
  expect(whomToAsk({ name: "Ada", admins: ["Ada"] })).toBe("Ask whoever runs this installation.");
});
