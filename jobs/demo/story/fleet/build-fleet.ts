import { SendMessageBatchCommand } from "@aws-sdk/client-sqs";
import { startSimulator } from "@/simulator/start";
import type { SimulatedWorld, WorldSnapshot } from "@/simulator/world";
import { control } from "../control";
import { queuesOf } from "../owner";
import { centralQueueOf, makeCentralQueues, makeRule, reportsOf, TELLING_ACCOUNTS, tellInVain } from "./central-rules";
import { CENTRAL_DEAD_LETTERS, FLEET, fleetAccountNamed, TEAM_ACCOUNTS } from "./fleet-accounts";
import { fleetLetter } from "./fleet-letter";
import { type FleetQueue, fleetQueues } from "./fleet-queues";
import { onCallTopic, pair } from "./make-queues";
import { fleetOrganization, fleetServiceRoles } from "./organization";
import { PLANTS } from "./planted-holes";
import { Site } from "./site";
import { makeSoundEstate } from "./sound-estate";
import { Timetable } from "./timetable";

const DAY_MS = 86_400_000;
/** Everything was made before the oldest dead letter. */
const MADE_DAYS_AGO = 13.5;

/**
 * Gives the simulated AWS the fleet: queues with what has been forgotten in them for up to two weeks, the software round
 * them, and the planted holes; unless it is there. As with the shop's past, it happens in a world of its own that is
 * taken over as a whole.
 */
export async function ensureFleet(simulatorUrl: string): Promise<void> {
  if (await isBuilt(simulatorUrl)) return;
  const before = (await control(simulatorUrl, "GET", "/snapshot")) as WorldSnapshot;
  const stage = await startSimulator();
  try {
    stage.world.load(before);
    await playFleetsPast(stage.url, stage.world);
    await control(simulatorUrl, "POST", "/load", { ...stage.world.serialize(), usage: before.usage });
  } finally {
    await stage.stop();
  }
}

async function isBuilt(simulatorUrl: string): Promise<boolean> {
  const { awsAccountId, regions } = CENTRAL_DEAD_LETTERS;
  const [first] = TELLING_ACCOUNTS;
  if (!first) return true;
  const has = async (accountId: string, name: string) => {
    const place = queuesOf(simulatorUrl, accountId, regions[0] ?? "");
    const url = await place.find(name);
    place.sqs.destroy();
    return url !== undefined;
  };
  const isThere = await has(awsAccountId, centralQueueOf(first));
  if (isThere && !(await has(first.awsAccountId, `${first.team}-undelivered-dlq`)))
    throw new Error("The fleet in .data is of an earlier version. Start over: npm run demo -- --fleet --reset");
  return isThere;
}

/** The clock jumps to each moment: only the fleet is touched in the past, all else stays in the present. */
async function playFleetsPast(url: string, world: SimulatedWorld): Promise<void> {
  await control(url, "POST", "/setup", { roles: fleetServiceRoles(), organization: [fleetOrganization()] });
  const present = world.clock.offset;
  const timetable = new Timetable();
  const sites = sitesOf(url, timetable);
  const goTo = (daysAgo: number) => world.clock.restore(present - daysAgo * DAY_MS);
  goTo(MADE_DAYS_AGO);
  await makeEverything(sites, url, timetable);
  await timetable.play(goTo, () => world.advance(1));
  sites.close();
}

type Sites = ReturnType<typeof sitesOf>;

async function makeEverything(sites: Sites, url: string, timetable: Timetable): Promise<void> {
  const [region = ""] = CENTRAL_DEAD_LETTERS.regions;
  await makeCentralQueues(sites.at(CENTRAL_DEAD_LETTERS.name, region));
  await Promise.all(FLEET.map((account) => makeAccount(sites, account.name)));
  for (const [at, account] of TELLING_ACCOUNTS.entries()) {
    await makeRule(url, account);
    timetable.tellAt(1 + at / 2, () => tellInVain(url, account, at));
  }
}

async function makeAccount(sites: Sites, name: string): Promise<void> {
  const account = fleetAccountNamed(name);
  for (const region of account.busyRegions) await onCallTopic(sites.at(name, region));
  for (const queue of fleetQueues().filter((one) => one.account === account))
    await makeQueue(sites.at(name, queue.region), queue);
  const [home = ""] = account.busyRegions;
  if (TEAM_ACCOUNTS.includes(account)) await makeSoundEstate(sites.at(name, home));
  for (const hole of PLANTS.filter((one) => one.account === name)) await hole.make(sites.at(name, hole.region));
}

async function makeQueue(site: Site, queue: FleetQueue): Promise<void> {
  await pair(site, queue.name, { tags: queue.tags, isClosed: queue.name === reportsOf(queue.account) });
  for (const { daysAgo, count } of queue.dead)
    site.timetable.at(daysAgo, async () => {
      const Entries = Array.from({ length: count }, (_, at) => ({ Id: `${at}`, MessageBody: fleetLetter(queue, at) }));
      await site.sqs.send(new SendMessageBatchCommand({ QueueUrl: site.queueUrl(`${queue.name}-dlq`), Entries }));
    });
}

function sitesOf(url: string, timetable: Timetable) {
  const known = new Map<string, Site>();
  return {
    at(name: string, region: string): Site {
      const key = `${name}/${region}`;
      const site = known.get(key) ?? new Site(url, fleetAccountNamed(name), region, timetable);
      known.set(key, site);
      return site;
    },
    close: () => {
      for (const site of known.values()) site.close();
    },
  };
}
