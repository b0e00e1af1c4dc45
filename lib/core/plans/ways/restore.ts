import { OPERATE, type Way } from "./way";

/** Out of the vault, to where it should have gone. */
export const restore: Way = {
  driver: "restore",
  originKinds: [],
  takesDestination: "may",
  sentence: ({ places }) =>
    `We send each message from the vault to ${places}, as a new message; the vault keeps its copy.`,
  steps: [{ step: "send from the vault", by: OPERATE }],
  actions: ["sqs:SendMessage", "sqs:GetQueueAttributes", "sqs:GetQueueUrl"],
  consequence: null,
};
