import { randomBytes } from "node:crypto";
import { copyTemplate, dropDatabase, templateOn, urlsOf } from "./template";

export interface TestDatabase {
  readonly ownerUrl: string;
  readonly webUrl: string;
  readonly workerUrl: string;
  /** The web's and the worker's rights together, and the only role that may shift `dlo_now()`. */
  readonly testUrl: string;
  /** Ends open connections and removes the database. */
  drop(): Promise<void>;
}

/**
 * A database of its own with every migration applied and no rows, copied from the template in a fraction of a second.
 * None of its four roles is a superuser. `adminUrl` names the server: the shared one unless a test brings its own.
 */
export async function createTestDatabase(adminUrl = sharedServer()): Promise<TestDatabase> {
  const template = await templateOn(adminUrl);
  const name = `dlo_test_${randomBytes(6).toString("hex")}`;
  await copyTemplate(adminUrl, template, name);
  return { ...urlsOf(adminUrl, name), drop: () => dropDatabase(adminUrl, name) };
}

function sharedServer(): string {
  const url = process.env.DLO_TEST_PG_URL;
  if (!url)
    throw new Error("No PostgreSQL server for tests: run them through vitest's project `integration` or `npm test`");
  return url;
}
