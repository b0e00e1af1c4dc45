import { createChannel, listChannels, removeChannel, updateChannel } from "./alerts/channels";
import { createIssue, listIssueChannels, listIssues } from "./alerts/create-issue";
import { listNotifications, replayNotification, testChannel } from "./alerts/notifications";

/** Alerts, silences, channels, their settings, hand-overs and issues. */
export const alertOperations = {
  listChannels,
  createChannel,
  updateChannel,
  removeChannel,
  testChannel,
  listNotifications,
  replayNotification,
  createIssue,
  listIssueChannels,
  listIssues,
};
