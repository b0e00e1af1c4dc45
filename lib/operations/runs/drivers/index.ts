import type { PlanDriver } from "@/lib/db/plans";
import { discard } from "./discard";
import type { Driver } from "./driver";
import { moveTask } from "./move-task";
import { mover } from "./mover";
import { raiseRetention } from "./raise-retention";
import { rescue } from "./rescue";
import { restore } from "./restore";

/** One driver for every kind of long work. */
export const drivers: { readonly [K in PlanDriver]: Driver } = {
  mover,
  "move-task": moveTask,
  discard,
  restore,
  rescue,
  "raise-retention": raiseRetention,
};
