import { setUpOffice } from "../e2e/office/set-up";
import { startTestPostgres } from "./postgres.mjs";
import { startStack } from "./stack";

/**
 * Starts the product with a shop and its dead letters for the browser tests. The tests find the web app through
 * Playwright's baseURL and the simulated AWS through DLO_E2E_AWS_ENDPOINT.
 */
export default async function setup(): Promise<() => Promise<void>> {
  const own = process.env.DLO_TEST_PG_URL ? undefined : await startTestPostgres();
  if (own) process.env.DLO_TEST_PG_URL = own.url;
  const stack = await startStack({ env: { DLO_OBSERVATION_SECONDS: "3", DLO_UNDO_SECONDS: "1" } });
  const end = async () => {
    await stack.stop();
    await own?.discard();
  };
  try {
    process.env.DLO_E2E_BASE_URL = stack.webUrl;
    process.env.DLO_E2E_AWS_ENDPOINT = stack.simulatorUrl;
    await setUpOffice(stack);
  } catch (failure) {
    const said = `${stack.webOutput()}\n${stack.worker().output()}`;
    await end();
    throw new Error(`The shop was not set up: ${failure}\n${said.slice(-4000)}`, { cause: failure });
  }
  return end;
}
