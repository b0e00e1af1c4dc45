import type { Channels } from "./channel";

/** Every kind of channel, one line each. */
export const CHANNELS: Channels = {};
