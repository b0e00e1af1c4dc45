interface Wanted {
  readonly ruleIds?: readonly string[];
  /** Of the events, in UTC. */
  readonly from?: string;
  readonly until?: string;
}

/** Where a replay of an archive is planned, with what is known of it already. */
export function replayAddress(archiveId: string, { ruleIds = [], from, until }: Wanted = {}): string {
  const parameters = new URLSearchParams();
  if (from) parameters.set("from", from);
  if (until) parameters.set("until", until);
  if (ruleIds.length > 0) parameters.set("rules", ruleIds.join(","));
  const path = `/events/archives/${archiveId}/replay`;
  return parameters.size > 0 ? `${path}?${parameters}` : path;
}
