import { afterAll, beforeAll, expect, test } from "vitest";
import type { DloError } from "@/lib/core/errors";
import { ACCOUNT, READ, REGION, roleOf, type SimulatedAws, startSimulatedAws } from "./simulated-aws";

const GROUP = "/aws/lambda/order-writer";
const AT = Date.parse("2026-11-21T10:00:00Z");
const ID = "5fea7756-0ea4-451a-a703-a558b933e274";

let sim: SimulatedAws;
beforeAll(async () => {
  sim = await startSimulatedAws();
  write("one", [
    [0, `START ${ID}`],
    [10, 'say "boom" \\o/'],
    [20, "plain"],
  ]);
  write("two", [[15, `other stream ${ID}`]]);
});
afterAll(() => sim.stop());

function write(stream: string, lines: readonly (readonly [number, string])[]): void {
  const place = { accountId: ACCOUNT.awsAccountId, region: REGION, group: GROUP, stream };
  const told = lines.map(([ms, message]) => ({ at: AT + ms, message }));
  sim.simulator.world.logs.write(place, told, AT);
}

const search = (more: object = {}) =>
  sim.session({ role: "read", purpose: "evidence" }).logs.search({
    groupName: GROUP,
    from: new Date(AT - 1000),
    until: new Date(AT + 60_000),
    mostLines: 100,
    mostCalls: 5,
    ...more,
  });

test("lines that hold an id come from all streams in order of time, and those of one stream alone", async () => {
  const named = await search({ text: ID });
  const beside = await search({ streamName: "one" });

  expect(named.lines.map(({ text, streamName }) => [text, streamName])).toEqual([
    [`START ${ID}`, "one"],
    [`other stream ${ID}`, "two"],
  ]);
  expect(beside.lines).toHaveLength(3);
  expect([named.isCut, named.calls]).toEqual([false, 1]);
});

test("whatever a text consists of, it is looked for as it is", async () => {
  expect((await search({ text: 'say "boom" \\o/' })).lines).toHaveLength(1);
  expect((await search({ text: "?plain" })).lines).toEqual([]);
});

test("a rare line behind empty pages is found within the calls allowed, and a cut search says so", async () => {
  write(
    "busy",
    Array.from({ length: 6000 }, (_, index) => [100 + index, "noise"] as const),
  );
  write("busy", [[7000, "needle"]]);

  expect(await search({ text: "needle", mostCalls: 1 })).toMatchObject({ lines: [], isCut: true, calls: 1 });
  expect(await search({ text: "needle" })).toMatchObject({ lines: [{ text: "needle" }], isCut: false, calls: 2 });
  expect((await search({ mostLines: 2 })).lines).toHaveLength(2);
});

test("a group that does not exist and a right that is missing are told apart", async () => {
  await expect(search({ groupName: "/aws/lambda/never-ran" })).rejects.toMatchObject({ code: "aws-not-found" });
  await sim.control("POST", "setup", {
    roles: [
      roleOf(
        "dlo-read",
        READ.filter((action) => !/^logs:/.test(action)),
      ),
    ],
  });

  const refusal = await search().catch((error: DloError) => error);

  expect(refusal).toMatchObject({ code: "aws-denied", detail: { action: "logs:FilterLogEvents" } });
});
