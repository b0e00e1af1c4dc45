import type { ChannelKind } from "../notification";

/** So many messages may go out at once after a pause. */
export const BURST = 10;

/** Slack takes one message a second, most mail servers not many more; what we cannot know of we ask four times a second. */
const SECONDS: Readonly<Partial<Record<ChannelKind, number>>> = { slack: 1, email: 0.5, jira: 1, github: 1 };

/** How far apart a channel's messages are in the long run. */
export function secondsApart(kind: ChannelKind): number {
  return SECONDS[kind] ?? 0.25;
}
