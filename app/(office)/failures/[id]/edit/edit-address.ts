/** More ids than this make an address that browsers and proxies cut. */
export const MOST_IN_ADDRESS = 60;

/** Where messages of a failure are edited: these, what the filter finds, or all. */
export function editAddress(
  classId: string,
  chosen: { readonly messageIds?: readonly string[]; readonly q?: string },
): string {
  const parameters = new URLSearchParams();
  if (chosen.messageIds) parameters.set("ids", chosen.messageIds.join(","));
  if (chosen.q) parameters.set("q", chosen.q);
  return `/failures/${classId}/edit${parameters.size > 0 ? `?${parameters}` : ""}`;
}
