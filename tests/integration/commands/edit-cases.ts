import { aCase, type Case } from "./case";
import type { Stage } from "./day-one-cases";

/** The cases of edits that are kept. */
export function editCases(stage: () => Stage): readonly Case[] {
  let count = 0;
  return [
    aCase({
      id: "prepareEdit",
      right: () => ({
        selection: { queueId: stage().deadLetterQueue.id },
        recipe: [{ step: "setText", text: `edited ${++count}` }],
      }),
      leaves: "edit.prepared",
    }),
  ];
}
