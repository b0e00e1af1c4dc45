import pg from "pg";
import { API_PREFIX, serve } from "@/app/_http/serve";
import { connect } from "@/lib/db/connect";
import { operations } from "@/lib/operations";
import { BASE_URL, type Door, openDoor } from "../../contract/door";
import { listen } from "../../support/listening-door";
import { compareClassList, compareSearches } from "./compared";
import { Asker, type Latency, measureInTurns } from "./latencies";
import { ALWAYS_INDEXED, anyText, classQuestions, pageQuestions } from "./questions";
import { seed } from "./seed";

const TURNS = 200;
/** What an installation may make itself when many look for texts in bodies. */
const BODY_INDEX = "CREATE INDEX failed_message_preview_idx ON failed_message USING gin (preview gin_trgm_ops)";

export interface AskedFigures {
  readonly http: Readonly<Record<string, Latency>>;
  /** How many times longer it takes: GROUP BY instead of counters, no index instead of the index. */
  readonly saved: Readonly<Record<string, number>>;
  readonly bodyIndexSeconds: number;
  readonly bodyIndexBytes: number;
}

/** Fills a database with `count` messages and asks over HTTP what people ask, then the same in SQL with and without the means. */
export async function measureAsked(count: number): Promise<AskedFigures> {
  const door = await openDoor();
  const client = new pg.Client({ connectionString: door.database.ownerUrl });
  await client.connect();
  const db = connect({ url: door.database.webUrl, statementTimeoutMs: 60_000 });
  const listening = await listen({ send: sending(door) });
  const token = await door.addToken(await door.addUser("admin"), "admin");
  const asker = new Asker(listening.url + API_PREFIX, token.headers as Record<string, string>);
  try {
    await seed(client, count);
    const ask = (questions: Readonly<Record<string, (turn: number) => string>>) =>
      measureInTurns(asking(asker, questions), TURNS);
    const classes = await ask(classQuestions(await middleOfNeedsAction(asker)));
    const pages = await ask(pageQuestions(await messageAfter(client, count * 0.9)));
    const indexed = await ask(ALWAYS_INDEXED);
    const bodyIndex = await makeBodyIndex(client);
    const text = await ask({ anyText });
    const saved = { ...(await compareClassList(db)), ...(await compareSearches(db)) };
    return { http: { ...classes, ...pages, ...indexed, ...text }, saved, ...bodyIndex };
  } finally {
    asker.close();
    await listening.close();
    await client.end();
    await db.$disconnect();
    await door.close();
  }
}

/** As in production: no answer is checked against the contract on its way out. */
function sending({ web }: Door): Door["send"] {
  const answer = serve(operations, { web: () => web });
  return (path, init) => answer(new Request(BASE_URL + API_PREFIX + path, init));
}

function asking(asker: Asker, questions: Readonly<Record<string, (turn: number) => string>>) {
  return Object.fromEntries(
    Object.entries(questions).map(([name, path]) => [name, (turn: number) => asker.ask(path(turn))]),
  );
}

async function middleOfNeedsAction(asker: Asker): Promise<string> {
  let page = JSON.parse((await asker.ask("/failure-classes?limit=200")).text);
  for (let left = page.totalCount / 2 - 200; left > 0; left -= 200)
    page = JSON.parse((await asker.ask(`/failure-classes?limit=200&cursor=${page.nextCursor}`)).text);
  return page.nextCursor;
}

async function messageAfter(client: pg.Client, count: number): Promise<{ firstSeenAt: string; id: string }> {
  const { rows } = await client.query(
    "SELECT first_seen_at, id FROM failed_message ORDER BY first_seen_at DESC, id DESC OFFSET $1 LIMIT 1",
    [Math.floor(count)],
  );
  return { firstSeenAt: rows[0].first_seen_at.toISOString(), id: rows[0].id };
}

async function makeBodyIndex(client: pg.Client): Promise<Pick<AskedFigures, "bodyIndexSeconds" | "bodyIndexBytes">> {
  const startedAt = performance.now();
  await client.query(BODY_INDEX);
  const bodyIndexSeconds = (performance.now() - startedAt) / 1000;
  const { rows } = await client.query("SELECT pg_relation_size('failed_message_preview_idx')::float8 AS bytes");
  return { bodyIndexSeconds, bodyIndexBytes: rows[0].bytes };
}
