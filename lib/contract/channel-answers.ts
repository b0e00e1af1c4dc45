/**
 * Where the other side of a channel sends its answers: beside the contract, because what counts is the body to the last byte, as its
 * signature covers it. PagerDuty's V3 webhooks come here.
 */
export const channelAnswer = {
  operationId: "takeChannelAnswer",
  method: "POST",
  path: "/channel-answers/{channelId}",
  capability: "public",
  tag: "alerts",
  summary: "Answers of PagerDuty (V3 webhooks, signed): who acknowledges or resolves there has the alert here",
  signatureHeader: "X-PagerDuty-Signature",
  /** Theirs have a few kilobytes. */
  maxBytes: 256 * 1024,
} as const;
