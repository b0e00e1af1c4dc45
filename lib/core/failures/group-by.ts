/** What failure classes can be put together by. *error*: the same failure in all accounts and Regions. */
export const GROUP_BYS = ["cause", "origin", "queue", "account", "owner", "message-type", "consumer", "error"] as const;
export type GroupBy = (typeof GROUP_BYS)[number];
