import type { Call } from "../../service";
import { archiveNamed } from "./archive-named";
import { archiveShown } from "./archive-shown";

/** EventBridge DescribeArchive. */
export function describeArchive(call: Call, input: Readonly<Record<string, unknown>>) {
  const archive = archiveNamed(call, input);
  const { arn, description, eventPattern } = archive;
  return {
    ArchiveArn: arn,
    Description: description,
    EventPattern: eventPattern,
    ...archiveShown(archive, call.world.clock.now()),
  };
}
