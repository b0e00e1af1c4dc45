import { expect, test } from "vitest";
import { actsOnItsSubject } from "./acts-on-subject";

const ACCOUNT = "111111111111";
const here = (rest: string, account = ACCOUNT, region = "eu-central-1") =>
  `arn:aws:${rest.replace("::", `:${region}:${account}:`)}`;
const archive = here("events::archive/all");
const bus = here("events::event-bus/shop");
const machine = here("states::stateMachine:checkout");
const execution = here("states::execution:checkout:order-1");
const of = { awsAccountId: ACCOUNT, region: "eu-central-1" };

const aReplay = {
  ...of,
  driver: "replay" as const,
  subject: { kind: "archive" as const, name: "all", arn: archive },
  destinationArns: [bus],
  configuration: { archive, bus },
  replay: { archiveArn: archive, busArn: bus, from: "a", until: "b", ruleArns: null, estimatedEvents: 1 },
  items: [],
};
const item = { messageId: execution, bodySha256: "x", destinationArn: null, editedSha256: null };
const aRedrive = {
  ...of,
  driver: "redrive-execution" as const,
  subject: { kind: "state-machine" as const, name: "checkout", arn: machine },
  destinationArns: [execution],
  configuration: {},
  replay: null,
  items: [item],
};
const aStart = {
  ...aRedrive,
  driver: "start-execution" as const,
  destinationArns: [`${machine}:live`, here("states::execution:checkout:*")],
  items: [{ ...item, destinationArn: `${machine}:live` }],
};

test.each([
  ["a replay of its archive", aReplay],
  ["a redrive of executions of its state machine", aRedrive],
  ["new executions of its state machine, by an alias", aStart],
])("%s acts on what it is about", (_, plan) => {
  expect(actsOnItsSubject(plan)).toBe(true);
});

const other = here("events::archive/payroll");
const refund = here("states::execution:refund:order-1");
test.each([
  ["another archive", { ...aReplay, replay: { ...aReplay.replay, archiveArn: other } }],
  ["a session for another archive", { ...aReplay, configuration: { archive: other, bus } }],
  ["a session for another bus", { ...aReplay, configuration: { archive, bus: here("events::event-bus/pay") } }],
  ["another account", { ...aReplay, awsAccountId: "222222222222" }],
  ["another Region", { ...aReplay, region: "us-east-1" }],
  ["no replay", { ...aReplay, replay: null }],
  ["an execution of another state machine", { ...aRedrive, items: [{ ...item, messageId: refund }] }],
  ["a session for another state machine", { ...aRedrive, destinationArns: [here("states::execution:refund:*")] }],
  ["a start in another state machine", { ...aStart, items: [{ ...item, destinationArn: `${machine}2` }] }],
  ["a redrive that may start", { ...aRedrive, destinationArns: [machine] }],
  ["executions under an archive", { ...aRedrive, subject: aReplay.subject }],
])("a plan with %s acts on something else", (_, plan) => {
  expect(actsOnItsSubject(plan)).toBe(false);
});
