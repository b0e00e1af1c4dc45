import type { Call } from "../../service";
import { archiveNamed } from "./archive-named";
import { removeArchiveRule } from "./archive-rule";

/** EventBridge DeleteArchive: its events and its managed rule go with it; replays that read it fail. */
export function deleteArchive(call: Call, input: Readonly<Record<string, unknown>>) {
  const archive = archiveNamed(call, input);
  removeArchiveRule(call.world, archive);
  call.world.events.archives.delete(archive);
  return {};
}
