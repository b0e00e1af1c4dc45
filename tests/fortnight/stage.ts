import { keepRetention } from "@/lib/operations/polling/keep-house";
import { declareRoles, declareUsers } from "../../jobs/demo/story/access";
import { accountFields } from "../../jobs/demo/story/connect-accounts";
import { drawer } from "../../jobs/demo/story/drawer";
import { ensureEstate } from "../../jobs/demo/story/estate/ensure-estate";
import { openEstate } from "../../jobs/demo/story/estate/estate";
import { BUS, REHEARSAL, SHIPPING, SHOP } from "../../jobs/demo/story/estate/estate-places";
import { createWorld, type World } from "../support/world";
import { roundsOf } from "./rounds";
import { slowTraffic } from "./traffic";

const SEED = 5;
const FIRST_NUMBER = 1001;
const OBSERVATION_SECONDS = 300;

/** The demo's estate, watched by the product from a time on when all is well; both go by the simulated clock. */
export async function openFortnight(startsAt: Date) {
  const world = await createWorld({
    isHurried: true,
    startsAt,
    settings: { observationSeconds: OBSERVATION_SECONDS },
  });
  const { world: aws, url } = world.simulator;
  await declareUsers(url);
  const estate = openEstate(url);
  await ensureEstate(estate);
  const rounds = roundsOf(world);
  await rounds.letPass(1);
  // As migrating does, which knows only of today.
  await keepRetention(world.worker());
  await connectEstate(world);
  const traffic = slowTraffic(estate, FIRST_NUMBER);
  const now = () => new Date(aws.clock.now());

  /** Lets time pass until then: traffic all the time, a look at everything after each of these steps. */
  async function passUntil(end: Date, stepSeconds: number, afterEach = async () => {}): Promise<void> {
    for (let left = secondsTo(end); left > 0; left = secondsTo(end)) {
      const lookAt = now().getTime() + Math.min(left, stepSeconds) * 1000;
      for (let toLook = secondsTo(lookAt); toLook > 0; toLook = secondsTo(lookAt)) {
        await rounds.letPass(Math.min(toLook, traffic.secondsToNext(now())));
        await traffic.happen(now());
      }
      await rounds.round();
      await afterEach();
    }
  }
  const secondsTo = (then: Date | number) => (Number(then) - aws.clock.now()) / 1000;

  return {
    world,
    estate,
    now,
    draw: drawer(SEED, FIRST_NUMBER),
    passUntil,
    /** Anything that waits for AWS or for the worker. */
    hurried: rounds.hurried,
    round: rounds.round,
    async stop() {
      estate.close();
      await world.stop();
    },
  };
}
export type Fortnight = Awaited<ReturnType<typeof openFortnight>>;

/** Only the Regions in which the shop has something. */
async function connectEstate(world: World): Promise<void> {
  const places = [SHOP, SHIPPING, BUS, REHEARSAL];
  for (const account of new Set(places.map((place) => place.account))) {
    const regions = places.filter((place) => place.account === account).map(({ region }) => region);
    const fields = { ...accountFields(account), regions, defaultMode: "index" as const };
    const { id, externalId } = await world.ask("createAccount", fields);
    await declareRoles(world.simulator.url, account, externalId);
    await world.ask("updateAccount", { id, isWritable: true });
  }
}
