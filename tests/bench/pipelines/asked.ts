import pg from "pg";
import { API_PREFIX, serve } from "@/app/_http/serve";
import { EVERYTHING } from "@/lib/core/access/scope";
import { connect, type Db, inTransaction } from "@/lib/db/connect";
import { sumTouched } from "@/lib/db/pipeline-series";
import { listPromises } from "@/lib/db/pipeline-slo";
import { execute, rows, sql } from "@/lib/db/query";
import { operations } from "@/lib/operations";
import { reckonSlo } from "@/lib/operations/pipelines/reckon-slo";
import { BASE_URL, type Door, openDoor } from "../../contract/door";
import { listen } from "../../support/listening-door";
import { Asker, type Latency, measureInTurns } from "../understanding/latencies";
import { PIPELINES, seed } from "./seed";

const TURNS = 100;
const RAW_TURNS = 7;

export interface AskedPipelines {
  readonly http: Readonly<Record<string, Latency>>;
  /** How many times longer it takes to sum every queue's own hours than to read the kept sums. */
  readonly fleetSaved: number;
  readonly sumWeekSeconds: number;
  readonly reckonSeconds: number;
}

/** Fills a database with 10,000 queues and asks over HTTP for what the pages of pipelines ask. */
export async function measurePipelines(): Promise<AskedPipelines> {
  const door = await openDoor();
  const client = new pg.Client({ connectionString: door.database.ownerUrl });
  await client.connect();
  const worker = connect({ url: door.database.workerUrl, statementTimeoutMs: 120_000 });
  const listening = await listen({ send: sending(door) });
  const token = await door.addToken(await door.addUser("admin"), "admin");
  const asker = new Asker(listening.url + API_PREFIX, token.headers as Record<string, string>);
  try {
    await seed(client);
    const sumWeekSeconds = await timed(() => sumAll(worker));
    await client.query("ANALYZE series.fleet_rollup");
    const http = await measureInTurns(questions(asker), TURNS);
    return { http, sumWeekSeconds, fleetSaved: await compareFleet(worker), reckonSeconds: await reckonAll(worker) };
  } finally {
    asker.close();
    await listening.close();
    await client.end();
    await worker.$disconnect();
    await door.close();
  }
}

/** As in production: no answer is checked against the contract on its way out. */
function sending({ web }: Door): Door["send"] {
  const answer = serve(operations, { web: () => web });
  return (path, init) => answer(new Request(BASE_URL + API_PREFIX + path, init));
}

function questions(asker: Asker) {
  const pipeline = (turn: number) => `pl_${(turn % PIPELINES).toString(16).padStart(20, "0")}`;
  return {
    list: () => asker.ask("/pipelines"),
    pipelineWeek: (turn: number) => asker.ask(`/pipelines/${pipeline(turn * 7)}/series?window=7d`),
    fleetWeek: () => asker.ask("/fleet-series?window=7d"),
    slo: (turn: number) => asker.ask(`/pipelines/${pipeline(turn * 7)}/slo`),
    map: () => asker.ask("/pipeline-map"),
    detail: (turn: number) => asker.ask(`/pipelines/${pipeline(turn * 7)}`),
  };
}

async function sumAll(db: Db): Promise<void> {
  while ((await inTransaction(db, (tx) => sumTouched(tx, 24))) > 0);
}

async function timed(act: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await act();
  return (performance.now() - startedAt) / 1000;
}

async function reckonAll(db: Db): Promise<number> {
  const pipelines = await listPromises(db, EVERYTHING, { limit: PIPELINES });
  return timed(() => reckonSlo(db, EVERYTHING, pipelines, new Date()));
}

async function compareFleet(db: Db): Promise<number> {
  const from = sql`dlo_now() - interval '7 days'`;
  const took = await measureInTurns(
    {
      each: () =>
        execute(
          db,
          sql`SELECT bucket, sum(visible_max) FILTER (WHERE NOT q.is_dead_letter_queue), sum(visible_max) FILTER (WHERE q.is_dead_letter_queue), max(age_max), sum(sent_sum), sum(deleted_sum)
              FROM series.queue_rollup u JOIN queue q ON q.id = u.queue_id WHERE width_seconds = 3600 AND bucket >= ${from} GROUP BY 1`,
        ),
      kept: () =>
        rows(
          db,
          sql`SELECT bucket, sum(waiting), sum(dead_letters), max(age_max), sum(sent_sum), sum(deleted_sum)
              FROM series.fleet_rollup WHERE width_seconds = 3600 AND bucket >= ${from} GROUP BY 1`,
        ),
    },
    RAW_TURNS,
  );
  return took.each.p50Ms / took.kept.p50Ms;
}
