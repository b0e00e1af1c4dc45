/** A session ends 24 hours after sign-in, used or not, and after 8 hours without use. */
export const ABSOLUTE_SECONDS = 24 * 3600;
export const IDLE_SECONDS = 8 * 3600;
