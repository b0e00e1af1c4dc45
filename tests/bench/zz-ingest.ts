import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import pg from "pg";
import { startPostgres } from "/work/main/jobs/demo/postgres.mjs";
import { measureIngest } from "/work/main/tests/bench/understanding/ingest";
import { startTestPostgres } from "/work/main/tests/support/postgres.mjs";
import { prepareTemplate } from "/work/main/tests/support/template";

const dir = mkdtempSync("/tmp/dlo-test-postgres-");
const server = await startPostgres({
  dir,
  settings: process.env.STAT
    ? { shared_preload_libraries: "pg_stat_statements", "pg_stat_statements.track": "all", track_io_timing: "on" }
    : {},
});
process.env.DLO_TEST_PG_URL = server.url;
process.env.AWS_ACCESS_KEY_ID = "999999999999";
process.env.AWS_SECRET_ACCESS_KEY = "rehearsal";
await prepareTemplate(server.url);
const admin = new pg.Client({ connectionString: server.url });
await admin.connect();
if (process.env.STAT) await admin.query("CREATE EXTENSION pg_stat_statements");
const cpu = () => {
  const f = (p) => {
    try {
      const s = readFileSync(`/proc/${p}/stat`, "utf8").split(") ")[1].split(" ");
      return (Number(s[11]) + Number(s[12]) + Number(s[13]) + Number(s[14])) * 10;
    } catch {
      return 0;
    }
  };
  return f(server.pid);
};
console.log(await measureIngest(Number(process.env.SLICES ?? 1)));
if (process.env.STAT) {
  const r = await admin.query(
    "SELECT calls, round(total_exec_time) ms, rows, toplevel, left(regexp_replace(query,'\\s+',' ','g'),150) q FROM pg_stat_statements WHERE query NOT LIKE '%pg_stat%' ORDER BY total_exec_time DESC LIMIT 30",
  );
  for (const x of r.rows)
    console.log(
      String(x.calls).padStart(7),
      String(x.ms).padStart(7),
      String(x.rows).padStart(8),
      x.toplevel ? "" : "(in)",
      x.q,
    );
}
await admin.end();
const { execSync } = await import("node:child_process");
await server.stop();
rmSync(dir, { recursive: true, force: true });
process.exit(0);
