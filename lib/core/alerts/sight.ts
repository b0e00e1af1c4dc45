import type { Reason } from "./reason";

const BLIND_REGION = "blind-region:";

/** How a blind account says of which of its Regions nothing can be seen. */
export function blindRegion(region: string): string {
  return `${BLIND_REGION}${region}`;
}

/** Whether `reason` lies where `blind`, an account that is blind, cannot be seen. Of a place without a Region it may be so. */
export function isOutOfSight(blind: Reason, reason: Pick<Reason, "accountId" | "region" | "arn">): boolean {
  if (blind.accountId === null || blind.accountId !== reason.accountId) return false;
  const region = reason.region ?? reason.arn?.split(":")[3] ?? "";
  const regions = blind.ties.filter((tie) => tie.startsWith(BLIND_REGION));
  if (regions.length > 0) return region === "" || regions.includes(blindRegion(region));
  return blind.region === null || region === "" || blind.region === region;
}
