import { acknowledgeAlert, markAlertNoise, unacknowledgeAlert } from "./alerts/answer-alert";
import { createCapsule, getCapsule, listCapsules } from "./alerts/capsules";
import { createChannel, listChannels, removeChannel, updateChannel } from "./alerts/channels";
import { createIssue, listIssueChannels, listIssues } from "./alerts/create-issue";
import { getAlert } from "./alerts/get-alert";
import { getAlertSettings } from "./alerts/get-alert-settings";
import { importThresholds } from "./alerts/import-thresholds";
import { listAlerts } from "./alerts/list-alerts";
import { listNotifications, replayNotification, testChannel } from "./alerts/notifications";
import { getOutsideLinks } from "./alerts/outside-links";
import { previewRoute } from "./alerts/preview-route";
import { putAlertSettings } from "./alerts/put-alert-settings";
import { createSilence, endSilence, listSilences } from "./alerts/silences";

/** Alerts, silences, channels, their settings, hand-overs and issues. */
export const alertOperations = {
  listAlerts,
  getAlert,
  acknowledgeAlert,
  unacknowledgeAlert,
  markAlertNoise,
  listSilences,
  createSilence,
  endSilence,
  createCapsule,
  getCapsule,
  listCapsules,
  getOutsideLinks,
  getAlertSettings,
  putAlertSettings,
  previewRoute,
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
  importThresholds,
};
