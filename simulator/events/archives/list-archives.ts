import type { Call } from "../../service";
import { retain } from "./archive-event";
import { LONGEST_ARCHIVE_NAME } from "./archive-named";
import { archiveShown } from "./archive-shown";
import { arnIn, nameIn, oneOfIn } from "./check-input";
import { checkOneFilter, listPage } from "./list-page";

const STATES = ["ENABLED", "DISABLED", "CREATING", "UPDATING", "CREATE_FAILED", "UPDATE_FAILED"] as const;

/** EventBridge ListArchives: by name prefix, bus or state, one of them at most. */
export function listArchives(call: Call, input: Readonly<Record<string, unknown>>) {
  call.authorize("*");
  const prefix = nameIn(input, "NamePrefix", LONGEST_ARCHIVE_NAME);
  const busArn = arnIn(input, "EventSourceArn");
  const state = oneOfIn(input, "State", STATES);
  checkOneFilter("ListArchives", [prefix, busArn, state]);
  const found = call.world.events.archives
    .list(call.accountId, call.region)
    .filter((archive) => prefix === undefined || archive.name.startsWith(prefix))
    .filter((archive) => busArn === undefined || archive.busArn === busArn)
    .filter((archive) => state === undefined || archive.state === state);
  const { shown, NextToken } = listPage(input, found);
  const now = call.world.clock.now();
  return { Archives: shown.map((archive) => archiveShown(retain(archive, now), now)), NextToken };
}
