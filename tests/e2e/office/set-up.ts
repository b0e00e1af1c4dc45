import type { OutputOf } from "@/lib/contract";
import { type Client, createClient } from "@/lib/contract/client";
import type { Queue } from "@/lib/contract/queues";
import { WHOLE_SHOP } from "../../../jobs/demo/story/estate/whole-shop";
import { ensurePast } from "../../../jobs/demo/story/past";
import { ensurePeople } from "../../../jobs/demo/story/people";
import { setUpShop } from "../../../jobs/demo/story/setup";
import { until } from "../../support/eventually";
import type { Stack } from "../../support/stack";
import { askForApproval } from "./ask-for-approval";
import { failAnew } from "./fail-anew";
import { failTogether } from "./fail-together";
import { HOSTILE_DEAD_LETTER_QUEUE, sendHostileBodies } from "./hostile-bodies";
import { lockOut } from "./lock-out";
import { MISSED_DEAD_LETTER_QUEUE, missTarget } from "./miss-target";

const WITHIN_MS = 45_000;
/** Not those of the demo's shop. */
const OURS: readonly string[] = [HOSTILE_DEAD_LETTER_QUEUE, MISSED_DEAD_LETTER_QUEUE];

/**
 * The demo's shop with two weeks of dead letters, a few that arrived after the first look, two of them by one incident, a
 * queue full of hostile bodies, and one plan that waits for approval; beside it the estate of buses, topics and
 * functions, for the inventory and what may vanish there, with two events whose rule did not reach its target, one that is refused by its own, and refunds that failed. Nobody produces or consumes: what the tests see changes only by what they do.
 */
export async function setUpOffice({ simulatorUrl, webUrl, webOutput }: Stack): Promise<void> {
  const setupToken = () => /\/setup\?token=([\w-]+)/.exec(webOutput())?.[1];
  const [adminHeaders] = await Promise.all([ensurePeople(webUrl, setupToken), ensurePast(simulatorUrl, lockOut)]);
  await sendHostileBodies(simulatorUrl);
  await missTarget(simulatorUrl);
  await setUpShop({ simulatorUrl, apiUrl: webUrl, adminHeaders, connected: WHOLE_SHOP });
  const client = createClient({ baseUrl: webUrl, headers: adminHeaders });
  const deadLetterQueues = async () => (await client.listQueues({ isDeadLetterQueue: true, limit: 200 })).items;

  const all = await until(deadLetterQueues, (queues) => queues.filter(isOurs).length === OURS.length, WITHIN_MS);
  for (const { id } of all.filter((queue) => isOurs(queue) && queue.mode === "off")) {
    await client.updateQueue({ id, mode: "index" });
    await client.scanQueue({ id });
  }
  const indexed = async () => (await deadLetterQueues()).filter(({ mode }) => mode === "index");
  await until(indexed, (queues) => queues.every(isSeen), WITHIN_MS);

  const failing = [...(await failAnew(simulatorUrl)), HOSTILE_DEAD_LETTER_QUEUE];
  await failTogether(simulatorUrl);
  for (const { id } of (await indexed()).filter(({ name }) => failing.includes(name))) await client.scanQueue({ id });
  const news = async () => (await client.getNow({})).newCount + (await client.getNow({})).ongoingCount;
  await until(news, (count) => count >= failing.length, WITHIN_MS);
  await until(
    () => client.listIncidents({}),
    ({ items }) => items.length > 0,
    WITHIN_MS,
  );
  await askForApproval(webUrl);
  await seenWhole(client);
}

/** Everything was read once, or refused, and judged. */
async function seenWhole(client: Client): Promise<void> {
  const isRead = ({ unreadPlaces }: OutputOf<"getInventory">) => unreadPlaces.every(({ state }) => state !== "unknown");
  await until(() => client.getInventory({}), isRead, WITHIN_MS);
  await client.judgeCoverage({});
  await until(
    () => client.getCoverage({}),
    ({ overall }) => overall.counts.high > 0,
    WITHIN_MS,
  );
}

/** What is found to be a dead-letter queue only by the inventory is not looked into while it is empty. */
function isSeen({ completeness, visible }: Queue): boolean {
  return visible === 0 || Boolean(completeness?.scannedAt);
}

function isOurs({ name }: Queue): boolean {
  return OURS.includes(name);
}
