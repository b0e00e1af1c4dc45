import { expect, test } from "vitest";
import { type Capability, ROLES } from "./access/capabilities";
import { DEMO_USERS, type DemoDoor } from "./demo";

const CANNOT: [DemoDoor, Capability[]][] = [
  ["viewer", ["bodies.read", "plans.create"]],
  ["operator", ["plans.approve", "bodies.reveal"]],
  ["approver", ["plans.create", "plans.apply"]],
];

test.each(CANNOT)("what the demo says that its %s cannot do is so", (door, capabilities) => {
  const user = DEMO_USERS.find((one) => one.door === door);
  const may: readonly Capability[] = user ? ROLES[user.role] : capabilities;

  expect(capabilities.filter((capability) => may.includes(capability))).toEqual([]);
  expect(user?.cannot).toMatch(/^cannot .*\.$/);
});

test("the demo's team member has the rights of an operator over a part only", () => {
  const tess = DEMO_USERS.find(({ door }) => door === "team member");

  expect(tess?.role).toBe("operator");
  expect(tess?.selector).toMatchObject({ kind: "some", accountIds: [], environments: [] });
});
