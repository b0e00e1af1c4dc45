// The demo's story: opens the shop on the simulated AWS, connects its accounts to the product, and keeps it at work.
// Prints `ready` when there is something to see.
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { createClient } from "@/lib/contract/client";
import { readLater, THE_SHOP } from "./connect-accounts";
import { drawer, firstNumberNow } from "./drawer";
import { ensureEstate } from "./estate/ensure-estate";
import { openEstate } from "./estate/estate";
import { openEstateForBusiness } from "./estate/traffic";
import { WHOLE_SHOP } from "./estate/whole-shop";
import { ensureFirstReview } from "./first-review";
import { ensureFleet } from "./fleet/build-fleet";
import { connectFleet } from "./fleet/connect-fleet";
import { openFirstDay } from "./fleet/first-day";
import { openFleet } from "./fleet/live-fleet";
import { directorOf } from "./incidents/director";
import { openIncidentDoor } from "./incidents/incident-door";
import { INCIDENTS } from "./incidents/incidents";
import { openLetterbox } from "./letterbox";
import { openShop } from "./live";
import { ensureOnCall } from "./on-call";
import { ensurePast } from "./past";
import { ensurePeople, webAnswers } from "./people";
import { setUpShop } from "./setup";
import { keepToken } from "./token";

const FLEET_SEED = 43;
const INCIDENTS_SEED = 44;
const SEEN_WITHIN_MS = 20_000;
/** What goes wrong in the first minute, so that something happens while somebody looks. The first of them is new. */
const OPENING = [
  "reservations since 2.4.0",
  "pickup order without address",
  "reservations since 2.4.0",
  "payment provider throttles",
  "reservations since 2.4.0",
  "template deleted",
  "reservations since 2.4.0",
  "pickup order without address",
  "reservations since 2.4.0",
];
const OPENING_EVERY_MS = 1500;
const SHOPS = new Set(THE_SHOP.deadLetterQueues.map(({ name }) => name));

const apiUrl = wanted("DLO_STORY_API_URL");
const simulatorUrl = wanted("DLO_STORY_SIMULATOR_URL");
const isQuiet = process.env.DLO_STORY_IS_QUIET === "yes";
const isFleet = process.env.DLO_STORY_IS_FLEET === "yes";
const isUnconnected = process.env.DLO_STORY_IS_UNCONNECTED === "yes";
const closing = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"])
  process.once(signal, () => {
    closing.abort();
    process.exit(0);
  });

// While the web app is still being built.
await ensurePast(simulatorUrl);
if (isFleet) await ensureFleet(simulatorUrl);
const estate = openEstate(simulatorUrl);
await ensureEstate(estate);
const director = directorOf(estate, INCIDENTS, drawer(INCIDENTS_SEED, firstNumberNow()), closing.signal);
await openIncidentDoor(director, Number(wanted("DLO_STORY_PORT")));
await webAnswers(apiUrl, closing.signal);
const adminHeaders = await ensurePeople(apiUrl, setupToken);
const client = createClient({ baseUrl: apiUrl, headers: adminHeaders });
await ensureOnCall(client, await openLetterbox(Number(wanted("DLO_STORY_LETTERBOX_PORT"))));
const knownCount = (await client.listAccounts({})).items.length;
const isFirst = knownCount === 0 && !isUnconnected;
const accounts = isUnconnected ? [] : await setUpShop({ simulatorUrl, apiUrl, adminHeaders, connected: WHOLE_SHOP });
await keepToken(apiUrl, wanted("DLO_STORY_TOKEN_FILE"));
if (isUnconnected) await openFirstDay(client, simulatorUrl, wanted("DLO_STORY_ACCOUNTS_FILE"), closing.signal);
else if (isFleet) await connectFleet(client, simulatorUrl);
if (isFleet) openFleet(simulatorUrl, drawer(FLEET_SEED, firstNumberNow()), closing.signal);
openEstateForBusiness(estate, firstNumberNow(), closing.signal);
const shop = await openShop(simulatorUrl, closing.signal);
if (isFirst) await somethingSeen();
console.log("ready");
if (!isUnconnected && knownCount < WHOLE_SHOP.accounts.length)
  await readLater(client, WHOLE_SHOP).catch((error: unknown) => console.error(`story: ${error}`));
if (!isUnconnected && !isQuiet)
  void ensureFirstReview(client, closing.signal).catch((error: unknown) => console.error(`story: ${error}`));
if (!isQuiet) {
  void director.followTimetable(INCIDENTS_SEED).catch(() => undefined);
  if (isFirst) await shop.fail(OPENING, OPENING_EVERY_MS);
  await shop.keepFailing();
}

/** Waits until the shop's dead-letter queues were read once; a slow machine is not worth failing for. */
async function somethingSeen(): Promise<void> {
  for (const deadline = Date.now() + SEEN_WITHIN_MS; Date.now() < deadline; await sleep(250)) {
    const lists = accounts.map(({ id }) => client.listQueues({ accountId: id, isDeadLetterQueue: true, limit: 200 }));
    const items = (await Promise.all(lists)).flatMap((list) => list.items);
    const seen = items.filter((queue) => queue.mode === "index" && SHOPS.has(queue.name));
    if (seen.length > 0 && seen.every((queue) => queue.completeness?.scannedAt)) return;
  }
}

/** From the link that the web app prints while there is nobody. */
function setupToken(): string | undefined {
  return /\/setup\?token=([\w-]+)/.exec(readFileSync(wanted("DLO_STORY_WEB_LOG"), "utf8"))?.[1];
}

function wanted(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set; the demo's launcher sets it`);
  return value;
}
