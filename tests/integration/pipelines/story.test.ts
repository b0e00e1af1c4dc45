import { afterAll, beforeAll, expect, test } from "vitest";
import type { OutputOf } from "@/lib/contract";
import { brokenDeploy } from "../../../jobs/demo/story/incidents/broken-deploy";
import { consumerSwitchedOff } from "../../../jobs/demo/story/incidents/consumer-switched-off";
import { poisonInFifo } from "../../../jobs/demo/story/incidents/poison-in-fifo";
import { readRoleDenied } from "../../../jobs/demo/story/incidents/read-role-denied";
import { aWatchedEstate, type WatchedEstate } from "../understanding/story-world";

type Pipelines = OutputOf<"listPipelines">["items"];
type Pipeline = OutputOf<"getPipeline">;

const SETTLE_MS = 300_000;
const STATES = ["failing", "degraded", "stalled", "blind"] as const;
/** Which pipeline each incident is about, what speaks against it, and when at the latest that is known. */
const TURNS = [
  {
    ...{ incident: brokenDeploy, pipeline: "order-placed", state: "failing", look: 0, withinSeconds: 180 },
    ...{ part: "picking-dlq", signal: "dead-letters" },
    says: /^picking-dlq took 4 dead letters in the last 15 minutes; .* came in/,
  },
  {
    ...{ incident: poisonInFifo, pipeline: "payment-ledger.fifo", state: "degraded", look: 1, withinSeconds: 360 },
    ...{ part: "payment-ledger-dlq.fifo", signal: "dead-letters" },
    says: /^payment-ledger-dlq\.fifo took 1 dead letter in the last 15 minutes; .* came in/,
  },
  {
    ...{
      incident: consumerSwitchedOff,
      pipeline: "everything-to-audit",
      state: "stalled",
      look: 1,
      withinSeconds: 390,
    },
    ...{ part: "event-audit", signal: "stalled" },
    says: /^\d+ messages wait in event-audit, and the consumer that takes from it is switched off\.$/,
  },
  {
    ...{ incident: readRoleDenied, pipeline: "rehearse", state: "blind", look: 0, withinSeconds: 180 },
    ...{ part: "rehearsal-orders", signal: "blind" },
    says: /^Cannot see rehearsal-orders: shop-sat cannot be read since .* the role .*:role\/dlo-read may not sqs:/,
  },
] as const;
/** It ends at the bus that shop-sat has for it, so it is blind there too. */
const ALSO_BLIND = "to-rehearsal";

let shop: WatchedEstate;
let before: Pipelines;
let begunMs: number;
/** By name: after four minutes, after seven, and when all is over. */
const looks: ReadonlyMap<string, Pipeline>[] = [];
beforeAll(async () => {
  shop = await aWatchedEstate();
  await shop.pass(360);
  before = await allPipelines();
  begunMs = shop.worker().now().getTime();
  await shop.play(
    TURNS.map(({ incident }) => [0, incident] as const),
    [
      [240, async () => void looks.push(await everyPipeline())],
      [420, async () => void looks.push(await everyPipeline())],
      [1740, async () => void looks.push(await everyPipeline())],
    ],
  );
}, 240_000);
afterAll(() => shop.stop());

const allPipelines = async () => (await shop.ask("listPipelines", { sort: "name", limit: 200 })).items;
async function everyPipeline() {
  const found = before.map(async ({ id, name }) => [name, await shop.ask("getPipeline", { id })] as const);
  return new Map(await Promise.all(found));
}
async function spansOf(pipeline: string) {
  const id = before.find(({ name }) => name === pipeline)?.id ?? "";
  const { spans } = await shop.ask("getPipelineHistory", { id, window: "24h" });
  return spans.map(({ state, from, until }) => ({
    state,
    fromSeconds: (Date.parse(from) - begunMs) / 1000,
    untilSeconds: until === null ? null : (Date.parse(until) - begunMs) / 1000,
  }));
}

test("while nothing goes wrong every pipeline of the demo is healthy, and says how many parts were read", () => {
  expect(before.length).toBeGreaterThan(10);
  for (const { name, health } of before) {
    expect([name, health.state]).toEqual([name, "healthy"]);
    expect(health.reason).toMatch(/^All \d+ parts were read lately, and nothing speaks against them\./);
  }
});

test("the demo's incidents drive each state that is not healthy", () => {
  expect(TURNS.map(({ state }) => state).sort()).toEqual([...STATES].sort());
});

test.each(TURNS)("$incident.name turns $pipeline to $state, and the evidence says by which part", async (turn) => {
  const shown = looks[turn.look]?.get(turn.pipeline);
  const speaks = shown?.evidence.find(({ partName, signal }) => partName === turn.part && signal === turn.signal);

  expect(shown?.health.state).toBe(turn.state);
  expect(shown?.health.reason.length).toBeGreaterThan(20);
  expect(speaks).toMatchObject({ state: turn.state, sentence: expect.stringMatching(turn.says) });
});

test("what no incident is about stays healthy meanwhile", () => {
  const touched = new Set<string>([...TURNS.map(({ pipeline }) => pipeline), ALSO_BLIND]);
  const others = [...(looks[0] ?? [])].filter(([name]) => !touched.has(name));

  expect(others.length).toBe(before.length - touched.size);
  expect(others.map(([name, { health }]) => [name, health.state])).toEqual(others.map(([name]) => [name, "healthy"]));
});

test.each(TURNS)("$pipeline goes from healthy to $state and back, once each and in time", async (turn) => {
  const [well, ill, wellAgain, ...more] = await spansOf(turn.pipeline);

  expect([well?.state, ill?.state, wellAgain?.state, more]).toEqual(["healthy", turn.state, "healthy", []]);
  expect(ill?.fromSeconds).toBeGreaterThan(0);
  expect(ill?.fromSeconds).toBeLessThanOrEqual(turn.withinSeconds);
  expect(wellAgain?.untilSeconds).toBeNull();
});

test.each(TURNS.slice(2))(
  "$pipeline is called healthy only five minutes after $incident.name is over",
  async (turn) => {
    const [, ill] = await spansOf(turn.pipeline);

    expect((ill?.untilSeconds ?? 0) * 1000).toBeGreaterThanOrEqual(turn.incident.lastsSeconds * 1000 + SETTLE_MS);
  },
);

test("when all of it is over every pipeline is healthy again", () => {
  expect(looks[2]?.size).toBe(before.length);
  for (const [name, { health }] of looks[2] ?? []) expect([name, health.state]).toEqual([name, "healthy"]);
});
