import pg from "pg";
import { freePort } from "../../../jobs/demo/free-port.mjs";
import { createTestDatabase } from "../../support/database";
import { startTestPostgres } from "../../support/postgres.mjs";
import { eventually, type RunningProcess, startProcess } from "../../support/process";
import { testMasterKey } from "../../support/template";

export interface BuiltWeb {
  readonly url: string;
  readonly port: number;
  readonly process: RunningProcess;
  /** Rows as the database's owner sees them. */
  rows(text: string): Promise<Record<string, unknown>[]>;
  /** Takes the database away while the web runs. */
  loseDatabase(): Promise<void>;
  stop(): Promise<void>;
}

/** The web process as an operator starts it, from the last build, with a database of its own. */
export async function startBuiltWeb(env: Readonly<Record<string, string>> = {}): Promise<BuiltWeb> {
  const own = process.env.DLO_TEST_PG_URL ? undefined : await startTestPostgres();
  if (own) process.env.DLO_TEST_PG_URL = own.url;
  const database = await createTestDatabase();
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const web = startProcess(["jobs/web.mjs"], {
    DATABASE_URL: database.webUrl,
    DATABASE_ROLE: "login",
    DLO_MASTER_KEY: testMasterKey,
    DLO_BASE_URL: url,
    DLO_LOG_LEVEL: "info",
    PORT: `${port}`,
    ...env,
  });
  const stop = async () => {
    await web.stop();
    await database.drop();
    if (own) {
      await own.discard();
      delete process.env.DLO_TEST_PG_URL;
    }
  };
  try {
    await eventually(async () => (await fetch(`${url}/api/health`).catch(() => undefined))?.ok || undefined);
  } catch (failure) {
    const said = web.output();
    await stop();
    throw new Error(`The web did not start: ${failure}\n${said}`);
  }
  const rows = async (text: string) => {
    const owner = new pg.Client({ connectionString: database.ownerUrl });
    await owner.connect();
    const found = await owner.query(text);
    await owner.end();
    return found.rows;
  };
  return { url, port, process: web, rows, loseDatabase: () => database.drop(), stop };
}
