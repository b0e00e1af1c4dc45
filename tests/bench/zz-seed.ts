import { mkdtempSync } from "node:fs";
import pg from "pg";
import { startPostgres } from "../../jobs/demo/postgres.mjs";
import { openDoor } from "../contract/door";
import { prepareTemplate } from "../support/template";
import { seed } from "./understanding/seed";

// leaves the server running: dir and urls printed
const dir = mkdtempSync("/tmp/dlo-test-postgres-seed-");
const server = await startPostgres({ dir, settings: { shared_preload_libraries: "pg_stat_statements" } });
process.env.DLO_TEST_PG_URL = server.url;
await prepareTemplate(server.url);
const door = await openDoor();
const client = new pg.Client({ connectionString: door.database.ownerUrl });
await client.connect();
const t = performance.now();
await seed(client, Number(process.env.COUNT ?? 100000));
console.log("seed s", (performance.now() - t) / 1000);
const user = await door.addUser("admin");
const token = await door.addToken(user, "admin");
console.log(
  JSON.stringify({
    dir,
    admin: server.url,
    pid: server.pid,
    webUrl: door.database.webUrl,
    ownerUrl: door.database.ownerUrl,
    headers: token.headers,
  }),
);
process.exit(0);
