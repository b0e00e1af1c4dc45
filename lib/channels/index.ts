import { alertmanager } from "./alertmanager";
import type { Channels } from "./channel";
import { email } from "./email";
import { github } from "./github";
import { jira } from "./jira";
import { pagerduty } from "./pagerduty";
import { slack } from "./slack";
import { webhook } from "./webhook";

/** Every kind of channel, one line each. */
export const CHANNELS: Channels = {
  webhook,
  slack,
  email,
  pagerduty,
  alertmanager,
  jira,
  github,
};
