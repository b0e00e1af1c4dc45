import { expect, test } from "vitest";
import { SimulatedWorld } from "../world";
import { mayDeliver } from "./may-deliver";

const ROLE = "arn:aws:iam::111122223333:role/scheduler";
const OWN_QUEUE = "arn:aws:sqs:us-east-1:111122223333:jobs";
const OTHER_QUEUE = "arn:aws:sqs:us-east-1:444455556666:jobs";

const policy = (Effect: "Allow" | "Deny", AWS: string) =>
  JSON.stringify({ Statement: { Effect, Principal: { AWS }, Action: "sqs:SendMessage", Resource: "*" } });

/** What stands in the way of a schedule whose role may send anywhere. */
function refusalOf(queueArn: string, queuePolicy?: string) {
  const world = new SimulatedWorld(1);
  const trusted = { Effect: "Allow", Principal: { Service: "scheduler.amazonaws.com" }, Action: "sts:AssumeRole" };
  const allowed = { Effect: "Allow", Action: "sqs:SendMessage", Resource: "*" };
  world.iam.putRole({ arn: ROLE, trust: { Statement: trusted }, policies: [{ Statement: allowed }] });
  const sender = {
    service: "scheduler.amazonaws.com",
    sourceArn: "arn:aws:scheduler:us-east-1:111122223333:schedule/default/nightly",
    accountId: "111122223333",
    via: "scheduler",
    roleArn: ROLE,
  } as const;
  return mayDeliver(world, sender, "sqs:SendMessage", queueArn, queuePolicy, world.clock.now())?.message;
}

test("within an account a role needs no policy of the queue", () => {
  expect(refusalOf(OWN_QUEUE)).toBeUndefined();
});

test("a Deny in the queue's policy binds the role", () => {
  expect(refusalOf(OWN_QUEUE, policy("Deny", "*"))).toMatch(/explicit deny in a resource-based policy$/);
});

test("into another account the queue's policy must let the role in", () => {
  expect(refusalOf(OTHER_QUEUE)).toMatch(/no resource-based policy/);
  expect(refusalOf(OTHER_QUEUE, policy("Allow", "arn:aws:iam::999999999999:root"))).toMatch(/no resource-based policy/);
  expect(refusalOf(OTHER_QUEUE, policy("Allow", ROLE))).toBeUndefined();
  expect(refusalOf(OTHER_QUEUE, policy("Allow", "111122223333"))).toBeUndefined();
});
