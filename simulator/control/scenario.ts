import type { FaultRule } from "../faults";
import type { World } from "../service";
import { BadRequest, Fields } from "./fields";
import { parseFaults } from "./parse-fault";
import { checkSetup, setUp } from "./setup";

/** What a scenario does at one moment, as it waits on the agenda. */
interface Step {
  readonly setup?: unknown;
  readonly faults: readonly FaultRule[];
  readonly removeFaults: boolean;
}

const LONGEST_SECONDS = 500 * 86_400;

/**
 * Takes a timetable of setups and faults: `{"steps": [{"afterSeconds": 60, "setup": {…}, "faults": […], "removeFaults":
 * true}]}`, counted from now on the simulated clock. Everything is checked before anything is planned. Throws BadRequest.
 */
export function planScenario(world: World, body: unknown) {
  const planned = new Fields(body)
    .only(["steps"])
    .objects("steps")
    .map((fields) => {
      fields.only(["afterSeconds", "setup", "faults", "removeFaults"]);
      const setup = fields.any("setup");
      if (setup !== undefined) checkSetup(setup);
      const faults = fields.any("faults") === undefined ? [] : parseFaults({ rules: fields.any("faults") });
      const removeFaults = fields.optionalBoolean("removeFaults") ?? false;
      const afterSeconds = fields.number("afterSeconds", { min: 0, max: LONGEST_SECONDS });
      return { afterSeconds, step: { setup, faults, removeFaults } satisfies Step };
    });
  if (planned.length === 0) throw new BadRequest("steps must hold at least one step");
  const now = world.clock.now();
  for (const { afterSeconds, step } of planned) {
    world.agenda.plan({ at: now + afterSeconds * 1000, kind: "control.step", subject: step });
  }
  return { plannedCount: planned.length };
}

/** Plays a step of a scenario; old faults go before new ones come. */
export function playStep(world: World, subject: unknown, now: number): void {
  const { setup, faults, removeFaults } = subject as Step;
  if (removeFaults) world.faults.remove();
  if (setup !== undefined) setUp(world, setup);
  for (const rule of faults) world.faults.add(rule, now);
}
