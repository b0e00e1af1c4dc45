import { aCase, anId, type Case } from "./case";
import type { Stage } from "./day-one-cases";

/** The cases of filters: what is kept of them, and plans over what one finds. */
export function searchCases(stage: () => Stage): readonly Case[] {
  let wishCount = 0;
  const ask = () => stage().world.ask;
  const aView = () => ({ name: `view ${++wishCount}`, place: "messages" as const, query: "q=state%3Apresent" });
  const q = "state:present age<1d";
  return [
    aCase({ id: "saveView", right: aView, leaves: "view.saved" }),
    aCase({
      id: "removeSavedView",
      right: async () => ({ id: (await ask()("saveView", aView())).id }),
      leaves: "view.removed",
      absent: { id: anId("view") },
    }),
    aCase({
      id: "createPlan",
      of: "filter",
      right: () => ({ action: "redrive", selection: { queueId: stage().deadLetterQueue.id, q } }),
      leaves: "plan.created",
      absent: { action: "rescue", selection: { queueId: anId("q") } },
    }),
  ];
}
