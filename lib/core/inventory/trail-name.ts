import { nameOfArn } from "../arn";
import type { ResourceKind } from "./resource";

const KNOWN_BY_ARN: readonly ResourceKind[] = ["queue", "topic", "subscription", "state-machine"];

/** What CloudTrail calls a resource, as requests name it: some kinds by ARN, the others by their plain name. */
export function trailNameOf(kind: ResourceKind, arn: string): string {
  if (KNOWN_BY_ARN.includes(kind)) return arn;
  // An alarm's name may hold colons and slashes.
  return kind === "alarm" ? arn.slice(arn.indexOf(":alarm:") + ":alarm:".length) : nameOfArn(arn);
}
