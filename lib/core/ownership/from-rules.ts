import { matches, type Place } from "../selection/selection";
import { NO_OWNERSHIP, type OwnerRule, type Ownership } from "./ownership";

/** What the lines of the file say about a place. The last line that matches wins, part by part. */
export function ownershipFromRules(rules: readonly OwnerRule[], place: Place): Ownership {
  let found = NO_OWNERSHIP;
  for (const rule of rules)
    if (matches(rule.match, place))
      found = {
        owner: rule.owner ?? found.owner,
        team: rule.team ?? found.team,
        tier: rule.tier ?? found.tier,
        runbook: rule.runbook ?? found.runbook,
      };
  return found;
}
