import type { ResourceOf } from "../inventory/resource";

/** What EventBridge calls the rule that feeds an archive (EventBridge user guide, "Archiving and replaying events"). */
const PREFIX = "Events-Archive-";

/** The managed rule that puts events into an archive: what it matches is what is archived. */
export function archiveRuleOf(
  rules: readonly ResourceOf<"rule">[],
  archiveName: string,
): ResourceOf<"rule"> | undefined {
  return rules.find(({ name, config }) => config.managedBy !== null && name === `${PREFIX}${archiveName}`);
}
