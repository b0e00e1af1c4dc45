import { readFileSync } from "node:fs";
import pg from "pg";
import { createWeb } from "@/app/_http/context";
import { API_PREFIX, serve } from "@/app/_http/serve";
import { readEnv } from "@/lib/env";
import { operations } from "@/lib/operations";
import { BASE_URL } from "../contract/door";
import { listen } from "../support/listening-door";
import { testMasterKey } from "../support/template";
import { Asker, measureInTurns } from "./understanding/latencies";

const place = JSON.parse(
  readFileSync("/tmp/prof/seed.json", "utf8")
    .split("\n")
    .find((l) => l.startsWith("{"))!,
);
const web = createWeb(
  readEnv({
    DATABASE_URL: place.webUrl,
    DATABASE_ROLE: "login",
    DLO_MASTER_KEY: testMasterKey,
    DLO_BASE_URL: BASE_URL,
    DLO_LOG_LEVEL: "error",
  }),
  { reads: 1e6, writes: 1e6 },
);
const answer = serve(operations, { web: () => web });
const door = await listen({ send: (path, init) => answer(new Request(`${BASE_URL}${API_PREFIX}${path}`, init)) });
const asker = new Asker(`${door.url}${API_PREFIX}`, place.headers);
const owner = new pg.Client({ connectionString: place.ownerUrl });
await owner.connect();
const admin = new pg.Client({ connectionString: place.ownerUrl.replace(/\/\/[^@]*@/, "//postgres:postgres@") });
await admin.connect();
await admin.query("CREATE EXTENSION IF NOT EXISTS pg_stat_statements");
await admin.query("SELECT pg_stat_statements_reset()");
const turns = Number(process.env.TURNS ?? 20);
const m = (q: string) => `/messages?q=${encodeURIComponent(q)}`;
const n = JSON.parse((await asker.ask("/failure-classes")).text);
console.log("needs action", n.totalCount);
let cursor = n.nextCursor;
for (let i = 0; i < Math.floor(n.totalCount / 100) - 1 && cursor; i++)
  cursor = JSON.parse((await asker.ask(`/failure-classes?cursor=${cursor}`)).text).nextCursor;
const deep = (
  await owner.query(
    "SELECT first_seen_at, id FROM failed_message ORDER BY first_seen_at DESC, id DESC OFFSET 900000 LIMIT 1",
  )
).rows[0];
const dc = Buffer.from(JSON.stringify([deep.first_seen_at.toISOString(), deep.id])).toString("base64url");
const all: Record<string, (t: number) => string> = {
  ping: () => "/me",
  now: () => "/now",
  groups: () => "/failure-groups?by=cause",
  age: () => m("age<2h type:OrderPlaced"),
  needs: () => "/failure-classes",
  needsMiddle: () => `/failure-classes?cursor=${cursor}`,
  all: () => "/failure-classes?view=all",
  first: () => "/messages",
  deep: () => `/messages?cursor=${dc}`,
  classFirst: (t) => `/messages?classId=fc_${t.toString(16).padStart(20, "0")}`,
  queueFirst: (t) => `/messages?queueId=q_${(t % 200).toString(16).padStart(20, "0")}`,
  queuePresent: (t) => `/messages?queueId=q_${(t % 200).toString(16).padStart(20, "0")}&state=present`,
  present: () => "/messages?state=redriven",
  body: (t) => m(`body.customer.id=cu-${(t * 37) % 40000}`),
  attr: (t) => m(`attr.tenant:tenant-${(t * 37) % 900}`),
  common: () => m("attr.country:de"),
  error: (t) => m(`error:"order ${100000 + t * 7919} of"`),
  text: (t) => m(`"order ${100000 + t * 7919} of"`),
  num: (t) => m(`body.orderId=${100000 + t * 7919}`),
};
const only = process.env.ONLY?.split(",") ?? Object.keys(all);
for (const name of only) {
  try {
    const got = JSON.parse((await asker.ask(all[name]!(1))).text);
    const r = await measureInTurns({ x: (t) => asker.ask(all[name]!(t)) }, turns);
    console.log(name.padEnd(14), r.x.p50Ms.toFixed(1), r.x.p95Ms.toFixed(1), got.items?.length, got.totalCount);
  } catch (e) {
    console.log(name, String(e).slice(0, 300));
  }
}
const r = await admin.query(
  "SELECT calls, round((total_exec_time/calls)::numeric,2) ms, round((total_plan_time/calls)::numeric,2) plan, left(regexp_replace(query,'\\s+',' ','g'),300) q FROM pg_stat_statements WHERE query NOT LIKE '%pg_stat%' ORDER BY total_exec_time DESC LIMIT 20",
);
if (process.env.STAT) for (const x of r.rows) console.log(String(x.calls).padStart(5), String(x.ms).padStart(9), x.q);
process.exit(0);
