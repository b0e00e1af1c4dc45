import { replayGrants } from "@/lib/core/replays/replay-settings";
import { OPERATE, type Way } from "./way";

/** EventBridge sends events of an archive again, to chosen rules of the bus that they came from. No message is touched. */
export const replay: Way = {
  driver: "replay",
  originKinds: [],
  takesDestination: "never",
  sentence: ({ queueName, places }) =>
    `EventBridge sends the archived events of ${queueName} again, to ${places}. We start it once and watch it; what targets do with the events is not known here.`,
  steps: [
    { step: "look whether the rules' targets are still those of the plan", by: OPERATE },
    { step: "start the replay under a name of its own, once", by: OPERATE },
    { step: "send the events again, in slices of one minute and in no order", by: "EventBridge" },
    { step: "deliver them to the targets", by: "EventBridge, with each rule's own rights" },
    { step: "ask how far it is", by: OPERATE },
  ],
  actions: [],
  reads: replayGrants,
  consequence: null,
};
