import { alertmanager } from "./alertmanager";
import type { Channels } from "./channel";
import { github } from "./github";
import { jira } from "./jira";
import { pagerduty } from "./pagerduty";

/** Every kind of channel, one line each. */
export const CHANNELS: Channels = {
  pagerduty,
  alertmanager,
  jira,
  github,
};
