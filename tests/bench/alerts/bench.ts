import { startTestPostgres } from "../../support/postgres.mjs";
import { prepareTemplate } from "../../support/template";
import { circumstances, type Goal, keepResult, loadNow } from "../result";
import { measureAlerts } from "./judged";

const SETTINGS = { shared_buffers: "1GB" };

/** What the judge of alerts costs with 10,000 queues, and how long a failure takes from being kept to a channel. Goals only: figures move with the machine. */
export async function benchAlerts(): Promise<boolean> {
  const loadBefore = loadNow();
  const server = await startTestPostgres({ isDurable: true, settings: SETTINGS });
  process.env.DLO_TEST_PG_URL = server.url;
  try {
    await prepareTemplate(server.url);
    const found = await measureAlerts();
    return keepResult("alerts", {
      ...circumstances(loadBefore),
      ratios: { alertsPerIncident: found.alertCount },
      orientation: found,
      goals: [
        atMost("a tick at 10,000 queues, s", 1, found.tickSeconds.median),
        atMost("kept → channel, s", 2, found.toChannelSeconds.median),
      ],
      misses: found.alertCount === 1 ? [] : ["one incident became several alerts"],
    });
  } finally {
    await server.discard();
  }
}

function atMost(name: string, goal: number, found: number): Goal {
  return { name, goal: `≤ ${goal}`, found, isMet: found <= goal };
}
