import type { z } from "zod";
import { accounts } from "./accounts";
import { alertSettings } from "./alert-settings";
import { alerts } from "./alerts";
import { approvals } from "./approvals";
import { audit } from "./audit";
import { channels } from "./channels";
import { classTriage } from "./class-triage";
import { config } from "./config";
import { costs } from "./costs";
import { coverage } from "./coverage";
import { edits } from "./edits";
import { erasure } from "./erasure";
import { eventBuses } from "./event-buses";
import { eventFigures } from "./event-figures";
import { eventTests } from "./event-test";
import { evidence } from "./evidence";
import { failureGroups } from "./failure-groups";
import { failures } from "./failures";
import { fifo } from "./fifo";
import { grouping } from "./grouping";
import { handOver } from "./hand-over";
import { holds } from "./holds";
import { identities } from "./identities";
import { incidents } from "./incidents";
import { inventory } from "./inventory";
import { losses } from "./losses";
import { masking } from "./masking";
import { notices } from "./notices";
import { onboarding } from "./onboarding";
import { ownership } from "./ownership";
import { people } from "./people";
import { pipelines } from "./pipelines";
import { plans } from "./plans";
import { pricesAndBills } from "./prices-and-bills";
import { queueModes } from "./queue-modes";
import { queues } from "./queues";
import { replays } from "./replays";
import { retention } from "./retention";
import { reviews } from "./reviews";
import { roles } from "./roles";
import { runEvidence } from "./run-evidence";
import { runs } from "./runs";
import { search } from "./search";
import { selection } from "./selection";
import { signIn } from "./sign-in";
import { slo } from "./slo";
import { system } from "./system";
import { unrecorded } from "./unrecorded";
import { vault } from "./vault";

/** Everything that may be asked over REST. Its keys are the operation ids. */
export const contract = {
  ...system,
  ...audit,
  ...failures,
  ...failureGroups,
  ...incidents,
  ...grouping,
  ...classTriage,
  ...evidence,
  ...unrecorded,
  ...queues,
  ...queueModes,
  ...plans,
  ...approvals,
  ...edits,
  ...runs,
  ...notices,
  ...runEvidence,
  ...replays,
  ...fifo,
  ...vault,
  ...accounts,
  ...people,
  ...signIn,
  ...identities,
  ...roles,
  ...erasure,
  ...retention,
  ...holds,
  ...inventory,
  ...eventTests,
  ...eventBuses,
  ...eventFigures,
  ...pipelines,
  ...slo,
  ...costs,
  ...pricesAndBills,
  ...alerts,
  ...alertSettings,
  ...channels,
  ...handOver,
  ...reviews,
  ...coverage,
  ...losses,
  ...ownership,
  ...config,
  ...onboarding,
  ...selection,
  ...search,
  ...masking,
};
export type Contract = typeof contract;
export type OperationId = keyof Contract;
/** What a caller writes (before defaults) and what an operation gets (after them). */
export type InputOf<K extends OperationId> = z.input<Contract[K]["input"]>;
export type OutputOf<K extends OperationId> = z.output<Contract[K]["output"]>;
