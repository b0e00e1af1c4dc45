import { createIssue, listIssueChannels, listIssues } from "./alerts/create-issue";

/** Alerts, silences, channels, their settings, hand-overs and issues. */
export const alertOperations = {
  createIssue,
  listIssueChannels,
  listIssues,
};
