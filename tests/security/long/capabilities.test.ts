import { afterAll, beforeAll, expect, test } from "vitest";
import { API_PREFIX, serve } from "@/app/_http/serve";
import { contract, type OperationId } from "@/lib/contract";
import { isInstallationWide } from "@/lib/core/access/capabilities";
import { operations } from "@/lib/operations";
import { BASE_URL } from "../../contract/door";
import { expectedOf, fits } from "../expected";
import { type Person, somePeople } from "../matrix-people";
import { askInVain, askValidly, openStage, type Stage } from "../matrix-stage";
import { PERMISSIONS } from "../permissions";

type Changed = { capability: string; isForAll?: boolean };
const OPERATIONS = Object.keys(contract) as OperationId[];

let stage: Stage;
let people: Person[];
beforeAll(async () => {
  stage = await openStage();
  people = await somePeople(stage);
});
afterAll(() => stage.close());

/** Who gets something else than the table says while the contract is changed like this; undefined when nobody does. */
async function firstToNotice(id: OperationId, change: Partial<Changed>): Promise<string | undefined> {
  const entry = contract[id] as Changed;
  const before = { capability: entry.capability, isForAll: entry.isForAll };
  Object.assign(entry, change);
  const answer = serve(operations, { web: () => stage.door.web });
  const door = {
    ...stage.door,
    send: (path: string, init?: RequestInit) => answer(new Request(BASE_URL + API_PREFIX + path, init)),
  };
  try {
    for (const person of people) {
      const expected = expectedOf(PERMISSIONS[id], person);
      const { status } = await (expected === "admitted" ? askInVain : askValidly)(
        { ...stage, door },
        id,
        person.headers,
      );
      if (!fits(status, expected)) return person.name;
    }
    return undefined;
  } finally {
    Object.assign(entry, before);
  }
}

/** Kept by something else besides, so that the table's promise holds without this guard. */
const HELD_TWICE: Partial<Record<OperationId, string>> = {
  getFirstReport: "it asks listLosses, which asks for the same right",
  verifyAudit: "it refuses a part of the scope itself",
};

const guarded = OPERATIONS.filter((id) => contract[id].capability !== "public");
test.each(guarded)("the matrix notices when %s asks for less", async (id) => {
  const less = contract[id].capability === "signed-in" ? "public" : "signed-in";
  const noticed = await firstToNotice(id, { capability: less, isForAll: false });

  expect(noticed === undefined, noticed ?? "nobody noticed").toBe(id === "getFirstReport");
});

/** Capabilities that mean the whole installation need no such word besides. */
const forAll = OPERATIONS.filter(
  (id) => contract[id].isForAll && !isInstallationWide(contract[id].capability as never),
);
test.each(forAll)("the matrix notices when %s forgets that it is about the whole installation", async (id) => {
  const noticed = await firstToNotice(id, { isForAll: false });

  expect(noticed === undefined, noticed ?? "nobody noticed").toBe(id === "verifyAudit");
});

test("every operation with a right was tried", () => {
  console.log(`guards of the contract: ${guarded.length} capabilities, ${forAll.length} of the whole installation`);
  console.log(`held twice: ${JSON.stringify(HELD_TWICE)}`);
  expect(guarded.length).toBeGreaterThan(140);
});
