import { startTestPostgres } from "./postgres.mjs";
import { startStack } from "./stack";

/**
 * Starts the product for the browser tests, unless DLO_E2E_BASE_URL names one that runs already. The tests find the
 * web app through Playwright's baseURL and the simulated AWS through DLO_E2E_AWS_ENDPOINT.
 */
export default async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env.DLO_E2E_BASE_URL) return undefined;
  const own = process.env.DLO_TEST_PG_URL ? undefined : await startTestPostgres();
  if (own) process.env.DLO_TEST_PG_URL = own.url;
  const stack = await startStack();
  process.env.DLO_E2E_BASE_URL = stack.webUrl;
  process.env.DLO_E2E_AWS_ENDPOINT = stack.simulatorUrl;
  return async () => {
    await stack.stop();
    await own?.discard();
  };
}
