import { afterAll, beforeAll, expect, test } from "vitest";
import { contract, type OperationId } from "@/lib/contract";
import { expectedOf, fits } from "./expected";
import { type Person, somePeople } from "./matrix-people";
import { askInVain, askValidly, openStage, type Stage } from "./matrix-stage";
import { PERMISSIONS } from "./permissions";

const OPERATIONS = Object.keys(contract) as OperationId[];

let stage: Stage;
let people: Person[];
beforeAll(async () => {
  stage = await openStage();
  people = await somePeople(stage);
});
afterAll(() => stage.close());

test("the contract asks for the right that the permission table tells, for every operation", () => {
  const told = OPERATIONS.map((id) => [id, PERMISSIONS[id]?.capability]);

  expect(told).toEqual(OPERATIONS.map((id) => [id, contract[id].capability]));
});

let cells = 0;
test.each(OPERATIONS)("everybody gets from %s what the table gives them", async (id) => {
  const wrong: string[] = [];
  for (const person of people) {
    const expected = expectedOf(PERMISSIONS[id], person);
    const answer = await (expected === "admitted" ? askInVain : askValidly)(stage, id, person.headers);
    cells += 1;
    if (!fits(answer.status, expected)) wrong.push(`${person.name}: ${answer.status} instead of ${expected}`);
  }
  expect(wrong).toEqual([]);
});

test("the matrix has the cells it promises", () => {
  expect(cells).toBeGreaterThanOrEqual(400);
  console.log(`role × route matrix: ${cells} cells`);
});

test.each(OPERATIONS.filter((id) => PERMISSIONS[id].of === "object" && contract[id].method === "GET"))(
  "%s answers about the object to who may see it, and about a foreign one as about none",
  async (id) => {
    const asked = (name: string) => askValidly(stage, id, people.find((one) => one.name === name)?.headers ?? {});
    const admitted = await asked("an operator of this account");
    const foreign = await asked("an operator of another account");

    if (contract[id].capability !== "audit.read") expect(admitted.status).toBe(200);
    expect(foreign.status).toBe(404);
    expect((await foreign.json()).detail).toMatch(/here, or none that you may see\.$/);
  },
);
