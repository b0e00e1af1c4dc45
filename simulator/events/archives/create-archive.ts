import { AwsError } from "../../aws-error";
import type { Call } from "../../service";
import { textIn } from "../../wire/input";
import { requireBus } from "../resources/event-bus";
import { archiveArn, LONGEST_ARCHIVE_NAME } from "./archive-named";
import { putArchiveRule } from "./archive-rule";
import { busPlaceOf } from "./bus-of";
import {
  arnIn,
  descriptionIn,
  invalidParameter,
  patternIn,
  required,
  requiredNameIn,
  validationProblem,
  wholeNumberIn,
} from "./check-input";

const LONGEST_RETENTION_DAYS = 2_147_483_647;

/** EventBridge CreateArchive: of one bus of the same account and Region. Keys of KMS are refused: none are simulated. */
export function createArchive(call: Call, input: Readonly<Record<string, unknown>>) {
  const name = requiredNameIn(input, "ArchiveName", LONGEST_ARCHIVE_NAME);
  const busArn = required(arnIn(input, "EventSourceArn"), "EventSourceArn");
  const { accountId, region, world } = call;
  const arn = archiveArn(call, name);
  call.authorize(arn);
  checkSource(call, busArn);
  const description = descriptionIn(input);
  const eventPattern = patternIn(input);
  const retentionDays = retentionIn(input) ?? 0;
  refuseKey(input);
  if (world.events.archives.get(accountId, region, name)) {
    throw new AwsError("ResourceAlreadyExistsException", `Archive ${name} already exists.`);
  }
  const createdAt = world.clock.now();
  const archive = world.events.archives.put({
    ...{ accountId, region, name, arn, busArn, createdAt, description, eventPattern, retentionDays },
    state: "ENABLED",
    keptBytes: 0,
    events: [],
  });
  putArchiveRule(world, archive);
  return { ArchiveArn: arn, State: archive.state, CreationTime: new Date(createdAt) };
}

export function retentionIn(input: Readonly<Record<string, unknown>>): number | undefined {
  return wholeNumberIn(input, "RetentionDays", 0, LONGEST_RETENTION_DAYS);
}

/** An archive under a customer's key would look encrypted and be not. */
export function refuseKey(input: Readonly<Record<string, unknown>>): void {
  if (textIn(input, "KmsKeyIdentifier")) throw validationProblem("KmsKeyIdentifier is not simulated.");
}

function checkSource(call: Call, busArn: string): void {
  const bus = busPlaceOf(busArn, "EventSourceArn");
  if (bus.accountId !== call.accountId) {
    const message = `Archive event source ${busArn} does not belong to account ${call.accountId}.`;
    throw new AwsError("AccessDeniedException", message);
  }
  call.authorize(busArn);
  if (bus.region !== call.region) {
    throw invalidParameter("EventSourceArn", "Creating cross-region archive is not permitted.");
  }
  requireBus(call.world, bus);
}
