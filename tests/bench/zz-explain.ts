import { readFileSync } from "node:fs";
import pg from "pg";
import { EVERYTHING } from "@/lib/core/actor";
import { parseQuery } from "@/lib/core/search/parse-query";
import { listClasses } from "@/lib/db/classes";
import { listMessages } from "@/lib/db/messages";

const place = JSON.parse(
  readFileSync("/tmp/prof/seed.json", "utf8")
    .split("\n")
    .find((l) => l.startsWith("{"))!,
);
const c = new pg.Client({ connectionString: place.ownerUrl.replace(/\/\/[^@]*@/, "//postgres:postgres@") });
await c.connect();
await c.query("SET timezone = UTC");
const db = {
  async $queryRaw(s: any) {
    const r = await c.query(`EXPLAIN (ANALYZE, BUFFERS) ${s.text}`, s.values);
    console.log(r.rows.map((x: any) => x["QUERY PLAN"]).join("\n"), "\n--------");
    return [];
  },
} as any;
const what = process.argv[2]!;
if (what === "classes") await listClasses(db, EVERYTHING, { view: process.argv[3] as any, limit: 50 });
else await listMessages(db, EVERYTHING, { limit: 50, query: parseQuery(process.argv[3]!).query } as any);
process.exit(0);
