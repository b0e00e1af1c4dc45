import type { Call } from "../../service";
import { archiveNamed } from "./archive-named";
import { putArchiveRule } from "./archive-rule";
import { descriptionIn, patternIn } from "./check-input";
import { refuseKey, retentionIn } from "./create-archive";

/** EventBridge UpdateArchive: what the request does not name stays; the bus cannot change. */
export function updateArchive(call: Call, input: Readonly<Record<string, unknown>>) {
  const archive = archiveNamed(call, input);
  const description = descriptionIn(input);
  const eventPattern = patternIn(input);
  const retentionDays = retentionIn(input);
  refuseKey(input);
  archive.description = description ?? archive.description;
  archive.eventPattern = eventPattern ?? archive.eventPattern;
  archive.retentionDays = retentionDays ?? archive.retentionDays;
  putArchiveRule(call.world, archive);
  return { ArchiveArn: archive.arn, State: archive.state, CreationTime: new Date(archive.createdAt) };
}
