import { afterAll, beforeAll, expect, test } from "vitest";
import { SeededRandom } from "@/simulator/seeded-random";
import type { Service } from "@/simulator/service";
import { SERVICES } from "@/simulator/services";
import { type Simulator, startSimulator } from "@/simulator/start";
import { badValues, spoiltInside } from "./bad-values";
import { furnish, StandingWorld } from "./furnished-world";
import { OPERATION_MEMBERS } from "./operation-members";
import { ask, errorCodeOf, type Input, type RawRequest, rawRequest } from "./raw-request";

let simulator: Simulator;
let inputs: Awaited<ReturnType<typeof furnish>>;
let standing: StandingWorld;
beforeAll(async () => {
  simulator = await startSimulator();
  inputs = await furnish(simulator);
  standing = new StandingWorld(simulator.world);
});
afterAll(() => simulator.stop());

/** With `DLO_LONG=1` twice as many, and every large value for every member instead of a text and a list. */
const IS_LONG = process.env.DLO_LONG === "1";
const VALUES_PER_MEMBER = IS_LONG ? 8 : 4;
const SPOILT_PER_OPERATION = IS_LONG ? 40 : 20;
const ALL = [...SERVICES.values()];
const inputOf = ({ name }: Service, operation: string): Input => inputs[name]?.[operation] ?? {};

/** What is wrong with how the simulator took the request, in words; nothing when it was refused without a trace or obeyed. */
async function wrongWith(service: Service, request: RawRequest): Promise<string | undefined> {
  const answer = await ask(simulator.url, request).catch(String);
  if (typeof answer === "string") return answer;
  if (answer.status >= 500) return `${answer.status} ${answer.text.slice(0, 200)}`;
  if (answer.status < 300) {
    standing.restore();
    return undefined;
  }
  if (request.method !== "HEAD" && !errorCodeOf(service, answer))
    return `not an error in AWS's form: ${answer.text.slice(0, 200)}`;
  const changed = standing.changedParts();
  if (changed.length === 0) return undefined;
  standing.restore();
  return `${errorCodeOf(service, answer)}, and yet ${changed} changed`;
}

async function defectsOf(service: Service, operation: string, spoilt: Iterable<Input>): Promise<string[]> {
  const defects = new Set<string>();
  for (const input of spoilt) {
    const wrong = await wrongWith(service, rawRequest(service, operation, input));
    if (wrong) defects.add(`${service.name}:${operation} ${wrong} after ${short(input)}`);
  }
  return [...defects];
}

function short(input: Input): string {
  const shown = (_: string, value: unknown) =>
    typeof value === "string" && value.length > 100 ? `${value.slice(0, 20)}…` : value;
  return JSON.stringify(input, shown).slice(0, 400);
}

function* spoiltMembers({ name }: Service, operation: string, input: Input, random: SeededRandom): Generator<Input> {
  for (const [, member = "", kind = ""] of OPERATION_MEMBERS[name]?.[operation]?.matchAll(/(\w+)!?:(\S+)/g) ?? []) {
    const values = badValues(random, kind.includes("@"), { count: VALUES_PER_MEMBER, isEveryLarge: IS_LONG });
    for (const value of values) yield { ...input, [member]: value };
  }
}

test("every operation's members are known here", () => {
  for (const { name, operations } of ALL)
    expect(Object.keys(OPERATION_MEMBERS[name] ?? {}).sort()).toEqual(Object.keys(operations).sort());
});

test.each(ALL)(
  "$name takes every member with a wrong type or size, large or deep, without harm",
  async (service) => {
    const defects: string[] = [];
    for (const operation of Object.keys(service.operations)) {
      const random = new SeededRandom(operation.length);
      const input = inputOf(service, operation);
      defects.push(...(await defectsOf(service, operation, [{}, ...spoiltMembers(service, operation, input, random)])));
    }
    expect(defects).toEqual([]);
  },
  120_000,
);

test.each(ALL)(
  "$name takes a wrong value anywhere inside its members without harm",
  async (service) => {
    const defects: string[] = [];
    for (const operation of Object.keys(service.operations)) {
      const random = new SeededRandom(operation.length + 1);
      const spoilt = spoiltInside(inputOf(service, operation), random, SPOILT_PER_OPERATION);
      defects.push(...(await defectsOf(service, operation, spoilt)));
    }
    expect(defects).toEqual([]);
  },
  120_000,
);

test("an input that is as the documentation has it is accepted, but where the simulator says that it does not do this", async () => {
  const refused: string[] = [];
  for (const service of ALL) {
    for (const operation of Object.keys(service.operations)) {
      const answer = await ask(simulator.url, rawRequest(service, operation, inputOf(service, operation)));
      if (answer.status >= 300) refused.push(`${service.name}:${operation} ${errorCodeOf(service, answer)}`);
      standing.restore();
    }
  }

  expect(refused).toEqual([
    "cloudwatch:PutCompositeAlarm ValidationException",
    "sns:ConfirmSubscription InvalidParameter",
  ]);
});
