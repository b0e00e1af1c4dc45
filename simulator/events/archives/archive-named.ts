import { AwsError } from "../../aws-error";
import type { Call } from "../../service";
import type { Archive } from "../state";
import { retain } from "./archive-event";
import { requiredNameIn } from "./check-input";

export const LONGEST_ARCHIVE_NAME = 48;

export function archiveArn({ accountId, region }: Pick<Call, "accountId" | "region">, name: string): string {
  return `arn:aws:events:${region}:${accountId}:archive/${name}`;
}

/** The caller's archive of that name, if he may do to it what he asks. Throws ResourceNotFoundException. */
export function archiveNamed(call: Call, input: Readonly<Record<string, unknown>>): Archive {
  const name = requiredNameIn(input, "ArchiveName", LONGEST_ARCHIVE_NAME);
  call.authorize(archiveArn(call, name));
  const archive = call.world.events.archives.get(call.accountId, call.region, name);
  if (archive) return retain(archive, call.world.clock.now());
  throw new AwsError("ResourceNotFoundException", `Archive ${name} does not exist.`);
}
