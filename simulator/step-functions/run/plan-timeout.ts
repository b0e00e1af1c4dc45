import type { Running } from "./running";

/** A TimeoutSeconds of the whole machine counts from the start, and anew from each redrive. */
export function planTimeout({ world, execution, definition, now }: Running): void {
  const { TimeoutSeconds } = definition;
  if (TimeoutSeconds === undefined) return;
  const subject = { executionArn: execution.arn, redriveCount: execution.redrives.length };
  world.agenda.plan({ at: now + TimeoutSeconds * 1000, kind: "states.timeout", subject });
}
