import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { globSync, readFileSync } from "node:fs";
import { promisify } from "node:util";
import pg from "pg";

/** Passwords of roles that exist on throw-away servers only. */
const PASSWORD = "test";
const OWNER = "dlo_owner_login";
const LOGINS = { web: "dlo_web_login", worker: "dlo_worker_login", test: "dlo_test_login" } as const;

export const testMasterKey = Buffer.alloc(32, 7).toString("base64");

/**
 * The name of a database with every migration applied, to be copied. Made on first call by the owner role, which is no
 * superuser; later calls on the same server find it. A half-made one, left by a run that died, is made again.
 */
export async function prepareTemplate(adminUrl: string): Promise<string> {
  digest ??= digestOfMigrations();
  const name = `dlo_template_${digest}`;
  await asAdmin(adminUrl, async (admin) => {
    const found = await admin.query("SELECT datistemplate FROM pg_database WHERE datname = $1", [name]);
    if (found.rows[0]?.datistemplate === true) return;
    if (found.rowCount === 1) await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
    await ensureLogin(admin, OWNER, "CREATEROLE");
    await admin.query(`CREATE DATABASE ${name} OWNER ${OWNER}`);
    await migrate(urlOf(adminUrl, OWNER, name));
    for (const [group, login] of Object.entries(LOGINS)) await ensureLogin(admin, login, `IN ROLE dlo_${group}`);
    await admin.query(`ALTER DATABASE ${name} WITH IS_TEMPLATE true ALLOW_CONNECTIONS false`);
  });
  return name;
}

let digest: string | undefined;
let sharedTemplate: { readonly server: string; readonly name: string } | undefined;

/** The same, asked once for the server that the tests share: it lives as long as they do. */
export async function templateOn(adminUrl: string): Promise<string> {
  if (adminUrl !== process.env.DLO_TEST_PG_URL) return prepareTemplate(adminUrl);
  if (sharedTemplate?.server !== adminUrl) sharedTemplate = { server: adminUrl, name: await prepareTemplate(adminUrl) };
  return sharedTemplate.name;
}

/** Who connects as what to one database. */
export function urlsOf(adminUrl: string, database: string) {
  return {
    ownerUrl: urlOf(adminUrl, OWNER, database),
    webUrl: urlOf(adminUrl, LOGINS.web, database),
    workerUrl: urlOf(adminUrl, LOGINS.worker, database),
    testUrl: urlOf(adminUrl, LOGINS.test, database),
  };
}

/** Copies the template's files, which is half the work of logging each block; the copy belongs to the owner role, as in production. */
export async function copyTemplate(adminUrl: string, template: string, name: string): Promise<void> {
  await asAdmin(adminUrl, (admin) =>
    admin.query(`CREATE DATABASE ${name} TEMPLATE ${template} OWNER ${OWNER} STRATEGY FILE_COPY`),
  );
}

export async function dropDatabase(adminUrl: string, name: string): Promise<void> {
  await asAdmin(adminUrl, (admin) => admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
}

/** By the very command that a user runs, so that tests meet the database that a user gets. */
async function migrate(ownerUrl: string): Promise<void> {
  const env = { ...process.env, DATABASE_URL: ownerUrl, DLO_MASTER_KEY: testMasterKey };
  await promisify(execFile)("npm", ["run", "--silent", "db:migrate"], { env });
}

async function ensureLogin(admin: pg.Client, role: string, rights: string): Promise<void> {
  const found = await admin.query("SELECT 1 FROM pg_roles WHERE rolname = $1", [role]);
  if (found.rowCount === 0) await admin.query(`CREATE ROLE ${role} LOGIN PASSWORD '${PASSWORD}' NOSUPERUSER ${rights}`);
}

async function asAdmin<T>(adminUrl: string, work: (admin: pg.Client) => Promise<T>): Promise<T> {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
}

function urlOf(adminUrl: string, role: string, database: string): string {
  const url = new URL(adminUrl);
  url.username = role;
  url.password = PASSWORD;
  url.pathname = `/${database}`;
  return url.href;
}

function digestOfMigrations(): string {
  const hash = createHash("sha256");
  const made = globSync(["prisma/migrations/**/*.sql", "jobs/migrate.ts", "jobs/poll-queue.ts", "package-lock.json"]);
  for (const path of made.sort()) hash.update(path).update(readFileSync(path));
  return hash.digest("hex").slice(0, 12);
}
