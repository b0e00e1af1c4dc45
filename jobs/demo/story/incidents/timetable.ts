import { SeededRandom } from "@/simulator/seeded-random";
import type { Incident } from "./incident";

const FIRST_AFTER_SECONDS = 90;
const GAP_SECONDS = { from: 140, to: 310 };

export interface Appointment {
  readonly incident: Incident;
  /** After the one before, or after the start. */
  readonly afterSeconds: number;
}

/** Incidents without end, one every four minutes or so: each once, in a new order, then each again. The same seed gives the same. */
export function* timetable(incidents: readonly Incident[], seed: number): Generator<Appointment, never> {
  const random = new SeededRandom(seed);
  let afterSeconds = FIRST_AFTER_SECONDS;
  for (;;) {
    const round = incidents
      .map((incident) => ({ incident, chance: random.next() }))
      .sort((one, other) => one.chance - other.chance);
    for (const { incident } of round) {
      yield { incident, afterSeconds };
      const { from, to } = GAP_SECONDS;
      afterSeconds = Math.round(from + random.next() * (to - from));
    }
  }
}
