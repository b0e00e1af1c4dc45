import { afterEach, expect, test } from "vitest";
import { until } from "../support/eventually";
import { collect, whyNotAddedUp } from "../support/watched-runs";
import { createWorld, look } from "../support/world";
import { aCase, expectTruth, IS_LONG, runOf } from "./case";
import { aRunWorker } from "./worker-process";

const end: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const step of end.splice(0).reverse()) await step();
});

test.runIf(IS_LONG)(
  "workers killed while they watch a run lose no stage and open none twice, and nothing is sent twice",
  async () => {
    const world = await createWorld();
    end.push(() => world.stop());
    const one = await aCase(world, 40, { stages: [1, 5], stageObservationSeconds: 4, ratePerSecond: 200 });
    const seen = async () => {
      await look(world, one.scene.accountId);
      await collect(world, one.scene.accountId);
      const run = await runOf(one);
      expect(whyNotAddedUp(run)).toBeUndefined();
      return run;
    };

    for (const stage of [1, 2, 3]) {
      const worker = await aRunWorker(world);
      worker.go();
      await until(seen, (run) => run.stage === stage && run.state === "observing", 60_000);
      await worker.kill();
    }
    const last = await aRunWorker(world);
    end.push(() => last.kill());
    last.go();
    const done = await until(seen, ({ state }) => state === "done", 120_000);

    expect(done.counters).toMatchObject({ selected: 40, sent: 40, deleted: 40, ambiguous: 0 });
    expect(done.stages.map(({ state }) => state)).toEqual(["done", "done", "done"]);
    const actions = (await world.ask("listAuditEntries", { runId: one.runId, limit: 200 })).items.map((e) => e.action);
    const count = (action: string) => actions.filter((each) => each === action).length;
    expect([count("run.stage-opened"), count("run.sent"), count("run.finished")]).toEqual([2, 1, 1]);
    expect(await expectTruth(one)).toBe(0);
  },
  300_000,
);
