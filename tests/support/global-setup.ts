import { startTestPostgres } from "./postgres.mjs";
import { openPrograms } from "./program";
import { prepareTemplate } from "./template";

/** One server for all integration tests: the one named by DLO_TEST_PG_URL, or one of our own that ends with the run. */
export default async function setup(): Promise<() => Promise<void>> {
  const own = process.env.DLO_TEST_PG_URL ? undefined : await startTestPostgres();
  if (own) process.env.DLO_TEST_PG_URL = own.url;
  await prepareTemplate(process.env.DLO_TEST_PG_URL ?? "");
  const closePrograms = openPrograms();
  return async () => {
    closePrograms();
    await own?.discard();
  };
}
