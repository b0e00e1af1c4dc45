import { DeleteMessageBatchCommand, ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import { type Simulator, startSimulator } from "@/simulator/start";
import type { WorldSnapshot } from "@/simulator/world";
import { declareUsers } from "./access";
import { control } from "./control";
import { drawer } from "./drawer";
import { type Estate, openEstate } from "./estate/estate";
import { estatePast, type PastEvent } from "./estate/estate-past";
import type { Draw, Failure, LineOfBusiness } from "./shop/line-of-business";
import { orders } from "./shop/orders";
import { SHOP } from "./shop/shop";
import { exists, type OpenQueue, openQueue, post } from "./shop-sqs";

const SEED = 20_261_121;
const FIRST_NUMBER = 70_000;
const HOUR_SECONDS = 3600;
/** The last hours have ordinary traffic too, so that the charts of a new account are not empty. */
const TRAFFIC_HOURS = 3;
const TRAFFIC_EVERY_SECONDS = 600;
const TRAFFIC_LETTERS = 6;

/**
 * Gives the simulated AWS a shop with a past of two weeks, unless it has one. The past is played in a world of its own,
 * whose clock starts long ago, and taken over as a whole: a start that is interrupted leaves nothing half done. Its
 * clock ends where real time is. What else changes in the simulated AWS meanwhile is lost. `more` happened besides.
 */
export async function ensurePast(simulatorUrl: string, more: Past = () => []): Promise<void> {
  await declareUsers(simulatorUrl);
  if (await exists(simulatorUrl, orders.queue)) return;
  const before = (await control(simulatorUrl, "GET", "/snapshot")) as WorldSnapshot;
  const stage = await startSimulator({ seed: SEED });
  try {
    stage.world.load(before);
    await playPast(stage, more);
    await control(simulatorUrl, "POST", "/load", { ...stage.world.serialize(), usage: before.usage });
  } finally {
    await stage.stop();
  }
}

/** Something that happened in the estate. */
export type Past = (estate: Estate) => PastEvent[];

interface Scene {
  readonly secondsAgo: number;
  play(shop: ReadonlyMap<LineOfBusiness, OpenQueue>, draw: () => Draw): Promise<void>;
}

async function playPast(stage: Simulator, more: Past): Promise<void> {
  const estate = openEstate(stage.url);
  const ofEstate = [...estatePast(estate), ...more(estate)];
  const scenes: (Scene | PastEvent)[] = [...failureScenes(), ...trafficScenes(), ...ofEstate];
  scenes.sort((one, other) => other.secondsAgo - one.secondsAgo);
  const present = stage.world.clock.offset;
  stage.world.clock.restore(present - ((scenes[0]?.secondsAgo ?? 0) + HOUR_SECONDS) * 1000);
  const until = (secondsAgo: number) => (present - stage.world.clock.offset) / 1000 - secondsAgo;

  const opened = SHOP.map(async (line) => [line, await openQueue(stage.url, line.queue)] as const);
  const shop = new Map(await Promise.all(opened));
  const draw = drawer(SEED, FIRST_NUMBER);
  for (const scene of scenes) {
    await stage.world.advance(Math.max(0, until(scene.secondsAgo)));
    await scene.play(shop, draw);
  }
  await stage.world.advance(Math.max(0, until(0)));
  for (const { sqs } of shop.values()) sqs.destroy();
  estate.close();
}

function failureScenes(): Scene[] {
  return SHOP.flatMap((line) =>
    line.failures.flatMap((failure) =>
      failure.past.map(([hoursAgo, count]) => ({
        secondsAgo: hoursAgo * HOUR_SECONDS - (count % 7) * 300,
        play: (shop, draw) => fail(shop.get(line), failure, Array.from({ length: count }, draw)),
      })),
    ),
  );
}

async function fail(open: OpenQueue | undefined, failure: Failure, draws: readonly Draw[]): Promise<void> {
  if (!open) return;
  const letters = draws.map((draw) => failure.letter(draw));
  const { epitaph } = failure;
  if (epitaph)
    return post(
      open,
      open.deadLetterUrl,
      letters.map((letter) => epitaph(letter)),
    );
  await post(open, open.url, letters);
  await exhaust(open);
}

/** Receives until SQS has moved everything to the dead-letter queue, as a consumer does that fails at once each time. */
async function exhaust({ sqs, url }: OpenQueue): Promise<void> {
  for (;;) {
    const look = new ReceiveMessageCommand({ QueueUrl: url, MaxNumberOfMessages: 10, VisibilityTimeout: 0 });
    const { Messages = [] } = await sqs.send(look);
    if (Messages.length === 0) return;
  }
}

function trafficScenes(): Scene[] {
  const rounds = (TRAFFIC_HOURS * HOUR_SECONDS) / TRAFFIC_EVERY_SECONDS;
  return Array.from({ length: rounds }, (_, round) => ({
    secondsAgo: (round + 1) * TRAFFIC_EVERY_SECONDS,
    play: async (shop, draw) => {
      await Promise.all([...shop].map(([line, open]) => trade(line, open, draw)));
    },
  }));
}

async function trade(line: LineOfBusiness, open: OpenQueue, draw: () => Draw): Promise<void> {
  await post(
    open,
    open.url,
    Array.from({ length: TRAFFIC_LETTERS }, () => line.letter(draw())),
  );
  const look = new ReceiveMessageCommand({ QueueUrl: open.url, MaxNumberOfMessages: 10 });
  const { Messages = [] } = await open.sqs.send(look);
  const Entries = Messages.map(({ ReceiptHandle }, index) => ({ Id: `${index}`, ReceiptHandle }));
  if (Entries.length > 0) await open.sqs.send(new DeleteMessageBatchCommand({ QueueUrl: open.url, Entries }));
}
