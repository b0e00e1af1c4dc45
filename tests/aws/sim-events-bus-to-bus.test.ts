import { CreateEventBusCommand, PutPermissionCommand, type Target } from "@aws-sdk/client-eventbridge";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Simulator, startSimulator } from "@/simulator/start";
import { ACCOUNT, allow, OTHER_ACCOUNT, REGION } from "./sim-clients";
import { aRoleForRules, arnOfBus, type Party, partyOf } from "./sim-events-clients";

const ROLE = `arn:aws:iam::${ACCOUNT}:role/bus`;

let simulator: Simulator;
let shop: Party;

beforeEach(async () => {
  simulator = await startSimulator();
  shop = partyOf(simulator);
});
afterEach(() => simulator.stop());

const pass = (seconds: number) => simulator.world.advance(seconds);
const aRole = (policies: object[]) => aRoleForRules(simulator.url, ROLE, policies);

async function aRuleWithDlq(target: Partial<Target>) {
  await shop.rule("orders", [{ ...target, DeadLetterConfig: { Arn: await shop.queue("dlq") } }]);
}

/** A bus of the account that takes events of the first account. */
async function anOpenBus(party: Party, accountId: string, Name: string, region = REGION) {
  await party.events.send(new CreateEventBusCommand({ Name }));
  const arn = arnOfBus(Name, accountId, region);
  const Statement = [
    { Sid: "open", Effect: "Allow", Principal: { AWS: ACCOUNT }, Action: "events:PutEvents", Resource: arn },
  ];
  const Policy = JSON.stringify({ Version: "2012-10-17", Statement });
  await party.events.send(new PutPermissionCommand({ EventBusName: Name, Policy }));
  return arn;
}

test("an event crosses accounts from bus to bus and stays what it was", async () => {
  await aRole([allow("events:PutEvents")]);
  const other = partyOf(simulator, OTHER_ACCOUNT);
  const Arn = await anOpenBus(other, OTHER_ACCOUNT, "hub");
  await other.rule("in", [{ Arn: await other.queue("arrived") }], { bus: "hub" });
  await shop.rule("out", [{ Arn, RoleArn: ROLE }]);

  const id = await shop.put();
  await pass(2);

  expect(await other.read("arrived")).toMatchObject([{ body: { id, account: ACCOUNT, region: REGION } }]);
});

test("an event crosses Regions from bus to bus, with the role alone", async () => {
  await aRole([allow("events:PutEvents")]);
  const abroad = partyOf(simulator, ACCOUNT, "eu-west-1");
  await abroad.rule("in", [{ Arn: await abroad.queue("arrived") }]);
  await shop.rule("out", [{ Arn: arnOfBus("default", ACCOUNT, "eu-west-1"), RoleArn: ROLE }]);

  const id = await shop.put();
  await pass(2);

  expect(await abroad.depth("arrived")).toBe(1);
  expect(abroad.metric("MatchedEvents", { RuleName: "in" })).toBe(1);
  expect(id).toMatch(/^[0-9a-f-]{36}$/);
});

test("in one account and Region a bus takes no events from another without a role", async () => {
  await shop.events.send(new CreateEventBusCommand({ Name: "hub" }));
  await aRuleWithDlq({ Arn: arnOfBus("hub") });

  await shop.put();
  await pass(2);

  expect(await shop.read("dlq")).toMatchObject([{ attributes: { ERROR_CODE: "NO_PERMISSIONS" } }]);
});

test("a role that may not put events on the other bus is a missing permission", async () => {
  await aRole([allow("sqs:SendMessage")]);
  const other = partyOf(simulator, OTHER_ACCOUNT);
  await aRuleWithDlq({ Arn: await anOpenBus(other, OTHER_ACCOUNT, "hub"), RoleArn: ROLE });

  await shop.put();
  await pass(2);

  expect(await shop.read("dlq")).toMatchObject([{ attributes: { ERROR_CODE: "NO_PERMISSIONS" } }]);
});

test.each([
  ["THIRD_ACCOUNT_HOP_DETECTED", "in the same account, back where it came from", REGION, "first"],
  ["THIRD_REGION_HOP_DETECTED", "in another Region", "eu-west-1", "third"],
])("%s: no event goes on to a third bus %s", async (code, _, region, name) => {
  await aRole([allow("events:PutEvents")]);
  for (const Name of ["first", "second"]) await shop.events.send(new CreateEventBusCommand({ Name }));
  const DeadLetterConfig = { Arn: await shop.queue("dlq") };
  await shop.rule("on", [{ Arn: arnOfBus("second"), RoleArn: ROLE }], { bus: "first" });
  const third = { Arn: arnOfBus(name, ACCOUNT, region), RoleArn: ROLE, DeadLetterConfig };
  await shop.rule("loop", [third], { bus: "second" });

  const id = await shop.put({ EventBusName: "first" });
  await pass(5);

  const [letter] = await shop.read("dlq");
  expect(letter).toMatchObject({ body: { id }, attributes: { ERROR_CODE: code, RETRY_ATTEMPTS: "0" } });
  expect(shop.metric("TriggeredRules", {})).toBe(2);
});
