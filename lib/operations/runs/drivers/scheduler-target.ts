import { readScheduledCall } from "@/lib/core/events/scheduled-call";
import { drainingDriver } from "./draining/drain";
import type { Claimed } from "./draining/effect";
import type { Work } from "./driver";
import { callingEffect, type PlaceCall } from "./place-call";
import { queueMessage, topicMessage } from "./place-message";

/**
 * Scheduler: we make the one call that the schedule could not make, with its input's own parameters, when it is one of four
 * that are ever made, and delete the letter after it was answered. The worker calls in the account's operate role.
 */
export const schedulerTarget = drainingDriver("scheduler-target", async (work) =>
  callingEffect(work, (one) => scheduledCall(work, one)),
);

function scheduledCall(work: Work, one: Claimed): PlaceCall {
  // Who is called is read from the letter as it was received; an edit changes the input, and no mark of Scheduler's.
  const read = readScheduledCall({ body: one.content.body, attributes: one.message.attributes });
  switch (read.kind) {
    case "none":
      return read;
    case "send":
      return queueMessage(work, one, read);
    case "publish":
      return topicMessage(work, one, read);
    case "invoke":
      return { kind: "invoke", placeArn: read.placeArn, payload: read.body };
    case "put":
      return { kind: "put", placeArn: read.placeArn, event: { ...read.event, busArn: read.placeArn } };
  }
}
