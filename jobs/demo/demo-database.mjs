import { execFile } from "node:child_process";
import { promisify } from "node:util";
import pg from "pg";
import { PLACES, passwordOf, root } from "./demo-state.mjs";
import { startPostgres } from "./postgres.mjs";

const NAME = "dlo";
const OWNER = "dlo_owner_login";
/** The group whose rights a login has, as in production; none is a superuser. */
const LOGINS = { web: "dlo_web_login", worker: "dlo_worker_login" };

export function startDemoPostgres(key) {
  return startPostgres({ dir: PLACES.postgres, password: passwordOf("postgres", key) });
}

/** The demo's database with every migration applied, by the command that a user runs. Idempotent. */
export async function prepareDatabase(server, key, env) {
  const admin = new pg.Client({ connectionString: server.url });
  await admin.connect();
  try {
    await ensureLogin(admin, OWNER, key, "CREATEROLE");
    const found = await admin.query("SELECT 1 FROM pg_database WHERE datname = $1", [NAME]);
    if (found.rowCount === 0) await admin.query(`CREATE DATABASE ${NAME} OWNER ${OWNER}`);
    await promisify(execFile)("npm", ["run", "--silent", "db:migrate"], {
      cwd: root,
      env: { ...env, DATABASE_URL: urlOf(server, OWNER, key), DATABASE_ROLE: "login", DLO_MASTER_KEY: key },
    });
    for (const [group, login] of Object.entries(LOGINS)) await ensureLogin(admin, login, key, `IN ROLE dlo_${group}`);
  } finally {
    await admin.end();
  }
  return { webUrl: urlOf(server, LOGINS.web, key), workerUrl: urlOf(server, LOGINS.worker, key) };
}

async function ensureLogin(admin, role, key, rights) {
  const found = await admin.query("SELECT 1 FROM pg_roles WHERE rolname = $1", [role]);
  if (found.rowCount > 0) return;
  await admin.query(`CREATE ROLE ${role} LOGIN PASSWORD '${passwordOf(role, key)}' NOSUPERUSER ${rights}`);
}

function urlOf(server, role, key) {
  const url = new URL(server.url);
  url.username = role;
  url.password = passwordOf(role, key);
  url.pathname = `/${NAME}`;
  return url.href;
}
