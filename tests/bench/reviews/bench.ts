import pg from "pg";
import { API_PREFIX, serve } from "@/app/_http/serve";
import { operations } from "@/lib/operations";
import { writeDueReviews } from "@/lib/operations/reviews/write-review";
import { BASE_URL, type Door, openDoor } from "../../contract/door";
import { listen } from "../../support/listening-door";
import { startTestPostgres } from "../../support/postgres.mjs";
import { prepareTemplate } from "../../support/template";
import { createOffice } from "../../support/world";
import { circumstances, type Goal, keepResult, loadNow } from "../result";
import { Asker, type Latency, measureInTurns } from "../understanding/latencies";
import { copyReviews, seedWeek } from "./seed-week";

const SETTINGS = { shared_buffers: "1GB" };
const MOST_WRITE_SECONDS = 60;
const MOST_READ_P95_MS = 100;
const TURNS = 60;
const FORMER_WEEKS = 11;
const SOME = { kind: "some", environments: [], tags: [], owners: [] };

interface Measured {
  readonly writeSeconds: number;
  readonly facts: number;
  readonly http: Readonly<Record<string, Latency>>;
}

/** What a weekly review of 500 pipelines with 10,000 queues costs: writing it, then reading it over HTTP, by who sees all and who sees a tenth. */
export async function benchReviews(): Promise<boolean> {
  const loadBefore = loadNow();
  const server = await startTestPostgres({ isDurable: true, settings: SETTINGS });
  process.env.DLO_TEST_PG_URL = server.url;
  try {
    await prepareTemplate(server.url);
    const { writeSeconds, facts, http } = await measure();
    console.log("Reviews: a week of 10,000 queues in 500 pipelines\n");
    return keepResult("reviews", {
      ...circumstances(loadBefore),
      ratios: {},
      orientation: { writeSeconds, facts, http },
      goals: [
        atMost("writing it, s", MOST_WRITE_SECONDS, writeSeconds),
        atMost("reading it, p95 ms", MOST_READ_P95_MS, http.review?.p95Ms),
        atMost("reading a tenth of it, p95 ms", MOST_READ_P95_MS, http.reviewOfPart?.p95Ms),
      ],
      misses: [],
    });
  } finally {
    await server.discard();
  }
}

async function measure(): Promise<Measured> {
  const door = await openDoor();
  const client = new pg.Client({ connectionString: door.database.ownerUrl });
  await client.connect();
  const office = await createOffice("http://127.0.0.1:9", { database: door.database });
  const listening = await listen({ send: sending(door) });
  const address = listening.url + API_PREFIX;
  const whole = new Asker(address, await aHeader(door, "admin", { kind: "all" }));
  try {
    await seedWeek(client);
    await office.ask("writeReview", {});
    const startedAt = performance.now();
    await writeDueReviews(office.worker());
    const writeSeconds = (performance.now() - startedAt) / 1000;
    await copyReviews(client, FORMER_WEEKS);
    const { rows } = await client.query<{ id: string; facts: number; account: string }>(
      "SELECT r.id, (SELECT count(*)::int FROM review_fact f WHERE f.review_id = r.id) AS facts, (SELECT min(id) FROM account) AS account FROM review r ORDER BY r.number DESC LIMIT 1",
    );
    const [written] = rows;
    if (!written) throw new Error("no review was written");
    const part = new Asker(address, await aHeader(door, "viewer", { ...SOME, accountIds: [written.account] }));
    const http = await measureInTurns(questions(whole, part, written.id), TURNS);
    part.close();
    return { writeSeconds, facts: written.facts, http };
  } finally {
    whole.close();
    await listening.close();
    await client.end();
    await office.stop();
    await door.web.close();
  }
}

/** As in production: no answer is checked against the contract on its way out. */
function sending({ web }: Door): Door["send"] {
  const answer = serve(operations, { web: () => web });
  return (path, init) => answer(new Request(BASE_URL + API_PREFIX + path, init));
}

async function aHeader(door: Door, role: "admin" | "viewer", selector: object): Promise<Record<string, string>> {
  const userId = await door.addUser(role);
  await door.rows("UPDATE access_grant SET selector = $2 WHERE subject = $1", [userId, selector]);
  return (await door.addToken(userId, role)).headers as Record<string, string>;
}

function questions(whole: Asker, part: Asker, id: string) {
  return {
    review: () => whole.ask("/reviews/latest"),
    reviewOfPart: () => part.ask("/reviews/latest"),
    list: () => whole.ask("/reviews"),
    listOfPart: () => part.ask("/reviews"),
    facts: (turn: number) => whole.ask(`/reviews/${id}/facts?kinds=${turn % 2 === 0 ? "late" : "expired,lost"}`),
    markdown: () => whole.ask(`/reviews/${id}/export`),
    json: () => whole.ask(`/reviews/${id}/export?format=json`),
  };
}

function atMost(name: string, goal: number, found = Number.NaN): Goal {
  return { name, goal: `≤ ${goal}`, found, isMet: found <= goal };
}
