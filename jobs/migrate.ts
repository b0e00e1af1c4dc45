import { spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import pg from "pg";
import { PgBoss } from "pg-boss";
import { readEnv } from "@/lib/env";
import { BOSS_SCHEMA, QUEUES, WATCHDOG_CRON, WATCHDOG_QUEUE } from "./poll-queue";

/**
 * `npm run db:migrate`: brings the database to what this version needs, as its owner. Running it again changes nothing.
 * The web app and the worker work with lesser roles and refuse to start on any other schema.
 */
async function migrate(): Promise<void> {
  const { DATABASE_URL } = readEnv();
  await checkRights(DATABASE_URL);
  await applyMigrations();
  const jobs = await makeJobQueues(DATABASE_URL);
  console.log(`Job queues in the schema ${BOSS_SCHEMA} (version ${jobs.version}): ${jobs.names.join(", ")}.`);
  await withClient(DATABASE_URL, (client) => client.query(GRANTS_AND_FENCE));
  console.log("The role dlo_worker may use them. The database is ready.");
  const hint = await membershipHint(DATABASE_URL);
  if (hint) console.log(hint);
}

/** What an administrator must still do before this same login can serve the processes with DATABASE_ROLE=set. */
async function membershipHint(url: string): Promise<string | undefined> {
  const found = await withClient(url, (client) =>
    client.query<{ login: string; isMember: boolean }>(
      `SELECT current_user AS login, pg_has_role(current_user, 'dlo_web', 'MEMBER') AND pg_has_role(current_user, 'dlo_worker', 'MEMBER') AS "isMember"`,
    ),
  );
  const [row] = found.rows;
  if (!row || row.isMember) return undefined;
  return `${row.login} may not take the roles dlo_web and dlo_worker. Either an administrator runs GRANT dlo_web, dlo_worker TO ${row.login}; or the processes log in as members of their own, with DATABASE_ROLE=login.`;
}

/** One transaction, one migration at a time: PostgreSQL refuses two that change the same rights at once. */
const GRANTS_AND_FENCE = `
  SELECT pg_advisory_xact_lock(hashtextextended('dlo db:migrate', 0));
  GRANT USAGE ON SCHEMA ${BOSS_SCHEMA} TO dlo_worker;
  GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${BOSS_SCHEMA} TO dlo_worker;
  GRANT USAGE ON ALL SEQUENCES IN SCHEMA ${BOSS_SCHEMA} TO dlo_worker;
  GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA ${BOSS_SCHEMA} TO dlo_worker;
  GRANT SELECT ON _prisma_migrations TO dlo_web, dlo_web_scoped, dlo_worker;
  SELECT dlo_raise_fence();
`;

async function checkRights(url: string): Promise<void> {
  const found = await withClient(url, (client) =>
    client.query<{ login: string; database: string; may: boolean }>(
      `SELECT current_user AS login, current_database() AS database,
              has_database_privilege(current_database(), 'CREATE') AND has_schema_privilege('public', 'CREATE') AS may`,
    ),
  ).catch((error) => {
    throw new Error(`Cannot connect to the database: ${error.message}. Is DATABASE_URL right, and the server up?`);
  });
  const [row] = found.rows;
  if (row?.may) return;
  throw new Error(
    `${row?.login} may not change the schema of the database ${row?.database}. Run db:migrate with the owner's DATABASE_URL; the web app and the worker use lesser roles.`,
  );
}

async function applyMigrations(): Promise<void> {
  const cli = createRequire(import.meta.url).resolve("prisma/build/index.js");
  const child = spawn(process.execPath, [cli, "migrate", "deploy"], { stdio: "inherit" });
  const [code] = await once(child, "exit");
  if (code !== 0) throw new Error(`prisma migrate deploy ended with ${code}: see above.`);
}

async function makeJobQueues(url: string): Promise<{ version: number | null; names: string[] }> {
  const boss = new PgBoss({ connectionString: url, schema: BOSS_SCHEMA, supervise: false, schedule: false, max: 2 });
  boss.on("error", (error) => console.error(error.message));
  await boss.start();
  try {
    for (const { name, policy, ...options } of QUEUES) {
      await boss.createQueue(name, { policy, ...options });
      await boss.updateQueue(name, options);
    }
    await boss.schedule(WATCHDOG_QUEUE, WATCHDOG_CRON);
    return { version: await boss.schemaVersion(), names: QUEUES.map(({ name }) => name) };
  } finally {
    await boss.stop({ graceful: false });
  }
}

async function withClient<T>(connectionString: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

await migrate().catch((error: Error) => {
  console.error(`db:migrate: ${error.message}`);
  process.exitCode = 1;
});
