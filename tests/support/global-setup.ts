import { startTestPostgres } from "./postgres.mjs";
import { prepareTemplate } from "./template";

/** One server for all integration tests: the one named by DLO_TEST_PG_URL, or one of our own that ends with the run. */
export default async function setup(): Promise<(() => Promise<void>) | undefined> {
  const own = process.env.DLO_TEST_PG_URL ? undefined : await startTestPostgres();
  if (own) process.env.DLO_TEST_PG_URL = own.url;
  await prepareTemplate(process.env.DLO_TEST_PG_URL ?? "");
  return own?.discard;
}
