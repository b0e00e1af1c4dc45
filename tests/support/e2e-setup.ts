import { setUpOffice } from "../e2e/office/set-up";
import { startTestPostgres } from "./postgres.mjs";
import { startStack } from "./stack";

/**
 * Starts the product with a shop and its dead letters for the browser tests, unless DLO_E2E_BASE_URL and
 * DLO_E2E_AWS_ENDPOINT name one that runs already. The tests find the web app and the simulated AWS through these two.
 */
export default async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env.DLO_E2E_BASE_URL) return undefined;
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
