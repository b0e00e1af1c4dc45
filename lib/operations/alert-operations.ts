/** Alerts, silences, channels, their settings, hand-overs and issues. */
export const alertOperations = {};
