import { afterAll, beforeAll, expect, test } from "vitest";
import { ESTATE_QUEUES, isDeadLetterQueue } from "../../jobs/demo/story/estate/estate-queues";
import { usualTraffic } from "../../jobs/demo/story/estate/traffic";
import { INCIDENTS } from "../../jobs/demo/story/incidents/incidents";
import { timetable } from "../../jobs/demo/story/incidents/timetable";
import { openStage, type Stage } from "./story-stage";

const HOUR_SECONDS = 3600;
const SEED = 44;
/** As two starts of the demo begin, days apart. */
const FIRST_NUMBERS = [120_004, 480_004] as const;
const DEAD_LETTER_QUEUES = ESTATE_QUEUES.filter(isDeadLetterQueue).map(({ name }) => name);

interface Scene {
  readonly atSeconds: number;
  play(): Promise<void> | undefined;
}

let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

/** The demo's first hour: the usual traffic, and the incidents of the timetable from their begin to their end. */
async function playHour(firstNumber: number) {
  await stage.reset();
  const begun: string[] = [];
  let atSeconds = 0;
  const scenes = traffic(firstNumber);
  for (const { incident, afterSeconds } of timetable(INCIDENTS, SEED)) {
    atSeconds += afterSeconds;
    if (atSeconds >= HOUR_SECONDS) break;
    const begin = async () => {
      begun.push(incident.name);
      await stage.begin(incident);
    };
    scenes.push({ atSeconds, play: begin });
    scenes.push({ atSeconds: atSeconds + incident.lastsSeconds, play: () => incident.end?.(stage.estate) });
  }
  let nowSeconds = 0;
  for (const scene of scenes.sort((one, other) => one.atSeconds - other.atSeconds)) {
    await stage.pass(scene.atSeconds - nowSeconds);
    nowSeconds = scene.atSeconds;
    await scene.play();
  }
  const counts = DEAD_LETTER_QUEUES.map(async (name) => [name, await stage.countIn(name)] as const);
  return { begun, dead: Object.fromEntries(await Promise.all(counts)) };
}

function traffic(firstNumber: number): Scene[] {
  return usualTraffic(firstNumber).flatMap(({ everySeconds, happen }) =>
    Array.from({ length: Math.floor(HOUR_SECONDS / everySeconds) }, (_, round) => ({
      atSeconds: (round + 1) * everySeconds,
      play: () => happen(stage.estate),
    })),
  );
}

test("the same seed gives the same hour: the same incidents and as many dead letters in each queue", async () => {
  const first = await playHour(FIRST_NUMBERS[0]);
  const again = await playHour(FIRST_NUMBERS[1]);

  expect(again).toEqual(first);
  expect(first.begun.length).toBeGreaterThan(8);
  expect(Object.values(first.dead).filter((count) => count > 0).length).toBeGreaterThan(5);
}, 120_000);
