import { nameOfArn } from "../arn";
import { tries } from "../coverage/tries";
import { busNameOfArn } from "../events/bus-kind";
import { kindOfArn } from "../inventory/kind-of-arn";
import type { Resource, ResourceOf } from "../inventory/resource";

/** What there is to say of a part in its pipeline: how often it tries and where it gives up. Null where nothing is. */
export function partNote(resource: Resource): string | null {
  switch (resource.kind) {
    case "queue":
      return queueNote(resource);
    case "rule":
      return ruleNote(resource);
    case "schedule":
      return `Tries ${tries(resource.config, "schedule")}, ${givesUp(resource.config.deadLetterArn)}.`;
    case "subscription":
      return subscriptionNote(resource);
    case "mapping":
      return mappingNote(resource);
    case "pipe":
      return resource.config.isRunning ? null : "Stopped.";
    case "function":
      return functionNote(resource);
    case "bus":
      return resource.config.deadLetterArn
        ? `What it cannot deliver: ${nameOfArn(resource.config.deadLetterArn)}.`
        : null;
    case "state-machine":
      return resource.config.type === "EXPRESS" ? "Express: it keeps no record of an execution." : null;
    default:
      return null;
  }
}

function givesUp(deadLetterArn: string | null): string {
  return deadLetterArn ? `then ${nameOfArn(deadLetterArn)}` : "then it is lost";
}

function queueNote({ config }: ResourceOf<"queue">): string {
  if (config.deadLetterTargetArn === null) return "No dead-letter queue: what fails waits here until it is too old.";
  return `maxReceiveCount ${config.maxReceiveCount ?? "unknown"}, then ${nameOfArn(config.deadLetterTargetArn)}`;
}

function ruleNote({ config }: ResourceOf<"rule">): string {
  const off = config.isEnabled ? "" : "Switched off. ";
  const [only, ...more] = config.targets;
  if (!only) return `${off}No target.`;
  const buses = config.targets.flatMap(({ arn }) => (kindOfArn(arn) === "bus" ? [busNameOfArn(arn)] : []));
  if (buses.length > 0) return `${off}Goes on with the rules of the bus ${buses.join(" and of the bus ")}.`;
  if (more.length === 0) return `${off}Tries ${tries(only, "rule")}, ${givesUp(only.deadLetterArn)}.`;
  const kept = config.targets.filter(({ deadLetterArn }) => deadLetterArn !== null).length;
  return `${off}${config.targets.length} targets, ${kept} of them with a dead-letter queue.`;
}

/** SNS has no setting for how often it tries other services of AWS: 100,015 times within 23 days. */
function subscriptionNote({ config }: ResourceOf<"subscription">): string {
  if (!config.isConfirmed) return "Not confirmed: it gets nothing.";
  const isOwn = config.protocol === "sqs" || config.protocol === "lambda";
  return `${isOwn ? "Tries for 23 days" : "Tries as its topic says"}, ${givesUp(config.deadLetterArn)}.`;
}

function mappingNote({ config }: ResourceOf<"mapping">): string {
  const off = config.isEnabled ? "" : "Switched off. ";
  const reports = config.reportsBatchItemFailures ? ", and tells which of them failed" : "";
  return `${off}Up to ${config.batchSize} at once${reports}.`;
}

function functionNote({ config }: ResourceOf<"function">): string | null {
  const [only, ...more] = config.async;
  if (!only || more.length > 0)
    return config.deadLetterArn ? `What fails asynchronously goes to ${nameOfArn(config.deadLetterArn)}.` : null;
  return `Invoked asynchronously it tries ${tries(only, "function")}, ${givesUp(only.onFailureArn ?? config.deadLetterArn)}.`;
}
