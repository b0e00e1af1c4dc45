import { assemblePipelines } from "@/lib/core/pipelines/assembly/assemble";
import { startTestPostgres } from "../../support/postgres.mjs";
import { prepareTemplate } from "../../support/template";
import { circumstances, type Goal, keepResult, loadNow } from "../result";
import { type Spread, spreadOf } from "../spread";
import { measurePipelines } from "./asked";
import { largeGraph } from "./graph";

const SETTINGS = { shared_buffers: "1GB" };
const RESOURCES = 10_000;
const ROUNDS = 5;
const LEAST_SAVED = 30;
const MOST_P95_MS = { list: 50, pipelineWeek: 40, fleetWeek: 150 } as const;

/** What pipelines cost: putting 10,000 resources together, then lists and charts of 500 pipelines with 10,000 queues. Whether every gate holds. */
export async function benchPipelines(): Promise<boolean> {
  const loadBefore = loadNow();
  const assemblySeconds = measureAssembly();
  const server = await startTestPostgres({ isDurable: true, settings: SETTINGS });
  process.env.DLO_TEST_PG_URL = server.url;
  try {
    await prepareTemplate(server.url);
    const { http, fleetSaved, ...seconds } = await measurePipelines();
    console.log("Pipelines: 10,000 queues in 500 pipelines; ratios were measured in turns\n");
    return keepResult("pipelines", {
      ...circumstances(loadBefore),
      ratios: { fleetSaved },
      orientation: { assemblySeconds, ...seconds, http },
      goals: [
        atMost("assembly of 10,000 resources, s", 1, assemblySeconds.median),
        ...Object.entries(MOST_P95_MS).map(([name, most]) => atMost(`${name} p95 ms`, most, http[name]?.p95Ms)),
      ],
      misses: fleetSaved >= LEAST_SAVED ? [] : [`kept sums of the fleet save less than ${LEAST_SAVED} ×`],
    });
  } finally {
    await server.discard();
  }
}

function measureAssembly(): Spread {
  const graph = largeGraph(RESOURCES);
  const took = Array.from({ length: ROUNDS }, () => {
    const startedAt = performance.now();
    if (assemblePipelines(graph).length === 0) throw new Error("nothing was assembled");
    return (performance.now() - startedAt) / 1000;
  });
  return spreadOf(took);
}

function atMost(name: string, goal: number, found = Number.NaN): Goal {
  return { name, goal: `≤ ${goal}`, found, isMet: found <= goal };
}
