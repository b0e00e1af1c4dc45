import { expect, test } from "vitest";
import { actorWith, mayOn, scopeOf } from "../actor";
import { ROLES } from "./capabilities";
import { type Grant, restrict } from "./grant";
import { EVERYTHING, NOTHING, type Scope } from "./scope";

const STAGING: Scope = { kind: "accounts", accountIds: ["acc_staging"] };
const PRODUCTION: Scope = { kind: "accounts", accountIds: ["acc_production"] };
const GRANTS: readonly Grant[] = [
  { capabilities: ROLES.viewer, scope: EVERYTHING },
  { capabilities: ROLES.operator, scope: STAGING },
];
const otto = actorWith({ kind: "user", id: "usr_1", name: "Otto" }, GRANTS);

test("a right given over one scope does not hold over another, though the person sees both", () => {
  expect(mayOn(otto, "counts.see", "acc_production")).toBe(true);
  expect(mayOn(otto, "bodies.read", "acc_staging")).toBe(true);
  expect(mayOn(otto, "bodies.read", "acc_production")).toBe(false);
  expect(scopeOf(otto, "plans.apply")).toEqual(STAGING);
  expect(scopeOf(otto, "users.manage")).toEqual(NOTHING);
});

test("a token is its owner's rights, cut to its own capabilities and scope", () => {
  const token = actorWith(
    { kind: "token", id: "tok_1", name: "ci", onBehalfOf: "usr_1" },
    restrict(GRANTS, { capabilities: ["plans.apply", "counts.see", "users.manage"], scope: EVERYTHING }),
  );

  expect(mayOn(token, "plans.apply", "acc_staging")).toBe(true);
  expect(mayOn(token, "plans.apply", "acc_production")).toBe(false);
  expect(token.capabilities).not.toContain("users.manage");
  expect(token.capabilities).not.toContain("bodies.read");
});

test("a token for a place where its owner has nothing may do nothing there but what the owner may", () => {
  const left = restrict(GRANTS, { capabilities: ["plans.apply"], scope: PRODUCTION });

  expect(left).toEqual([]);
});
