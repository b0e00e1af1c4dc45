import { OPERATE, type Way } from "./way";

/** Back onto the bus: only ever chosen. */
export const putEvents: Way = {
  driver: "put-events",
  originKinds: [],
  takesDestination: "never",
  sentence: ({ queueName, places }) =>
    `We put each event on ${places} again as a new event, then delete it from ${queueName}.`,
  steps: [
    { step: "receive from the dead-letter queue, delete from it", by: OPERATE },
    { step: "put the event on the bus", by: OPERATE },
  ],
  actions: ["events:PutEvents"],
  consequence:
    "Every matching rule gets the event again, under a new id, and archives keep it twice. Events of AWS services cannot be put.",
};
