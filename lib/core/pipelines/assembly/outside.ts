import { nameOfArn, parseArn } from "../../arn";
import { isStream } from "../../coverage/stream-arn";
import { natureOf, targetName } from "../../events/side-effect";
import { kindOfArn } from "../../inventory/kind-of-arn";
import type { ResourceOf } from "../../inventory/resource";
import type { PartKind } from "../pipeline";

const OUTSIDE = "outside:";

/** By what the end of a subscription that is no ARN is known: the address itself may hold a secret or a person's name. */
export function endpointKey(subscriptionArn: string): string {
  return `${OUTSIDE}${subscriptionArn}`;
}

/** The protocol, and of a web address its host. */
export function endpointName({ config: { protocol, endpoint } }: ResourceOf<"subscription">): string {
  return protocol.startsWith("http") && URL.canParse(endpoint) ? new URL(endpoint).host : protocol;
}

/** A stream is told from all else that is named and never read. */
export function outsideKind(arn: string): Extract<PartKind, "stream" | "outside"> {
  return isStream(arn) ? "stream" : "outside";
}

/** A table's stream has the name of its table. */
export function outsideName(arn: string): string {
  if (!arn.startsWith("arn:")) return arn;
  if (parseArn(arn)?.service === "dynamodb") return parseArn(arn)?.resource.split("/")[1] ?? nameOfArn(arn);
  return targetName(arn);
}

const CARRIES: readonly string[] = ["queue", "topic", "function", "state-machine", "pipe", "schedule", "rule"];

/** Whether things that lead to this one belong together. An endpoint, a log group or a broker of others' has many callers. */
export function doesJoin(arn: string): boolean {
  return isStream(arn) || CARRIES.includes(kindOfArn(arn) ?? "");
}

const BEYOND: Readonly<Record<string, string>> = {
  mq: "Amazon MQ: its queues are not read here.",
  swf: "Amazon SWF: its workflows are not read here.",
  kafka: "Kafka: its topics are not read here.",
};

/** What there is to say of something that is only named. */
export function outsideNote(arn: string): string {
  if (arn.startsWith(OUTSIDE)) return "A subscriber that is no AWS resource: SNS alone knows what arrives there.";
  const service = parseArn(arn)?.service ?? "";
  const words = Object.hasOwn(BEYOND, service) ? BEYOND[service] : undefined;
  if (words) return words;
  if (isStream(arn)) return "A stream: its records are not read here.";
  if (kindOfArn(arn) === "bus") return "Goes on at an event bus that is not read here.";
  if (kindOfArn(arn) !== null) return "Named here, but not read: it lies in no connected account, or is gone.";
  return `Not read here: ${natureOf(arn).kind}.`;
}
