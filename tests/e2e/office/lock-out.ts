import { drawer } from "../../../jobs/demo/story/drawer";
import { type Estate, openEstate } from "../../../jobs/demo/story/estate/estate";
import type { PastEvent } from "../../../jobs/demo/story/estate/estate-past";
import { permissionRemoved } from "../../../jobs/demo/story/incidents/permission-removed";

const MINUTES_AGO = 25;
const SEED = 13;
const FIRST_NUMBER = 96_000;

/** The rule that is refused, and the one of its targets that refuses it. */
export const LOCKED_OUT = { rule: "order-placed", target: "loyalty", deadLetterQueue: "fan-out-dlq" } as const;

/** Since a while one of five targets refuses what its rule sends. It still does. */
export function lockOut(estate: Estate): PastEvent[] {
  const draw = drawer(SEED, FIRST_NUMBER);
  return [{ secondsAgo: MINUTES_AGO * 60, play: () => permissionRemoved.begin(estate, draw) }];
}

/** Somebody gives the permission back. */
export async function letIn(): Promise<void> {
  const estate = openEstate(process.env.DLO_E2E_AWS_ENDPOINT ?? "");
  await permissionRemoved.end?.(estate);
  estate.close();
}
