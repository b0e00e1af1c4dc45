import type { TargetNature } from "../events/side-effect";
import type { ResourceOf } from "../inventory/resource";
import type { Hit } from "./hit";

const OUTSIDE: Readonly<Record<string, TargetNature>> = {
  email: { sideEffect: "publish", kind: "e-mail address", words: "sends an e-mail" },
  "email-json": { sideEffect: "publish", kind: "e-mail address", words: "sends an e-mail" },
  sms: { sideEffect: "publish", kind: "phone number", words: "sends a text message" },
  application: { sideEffect: "publish", kind: "app", words: "sends a push notification" },
  http: { sideEffect: "http", kind: "HTTP endpoint", words: "calls an HTTP endpoint outside of AWS" },
  https: { sideEffect: "http", kind: "HTTPS endpoint", words: "calls an HTTPS endpoint outside of AWS" },
};

/** What a subscription does that leads out of AWS, to a person or an address; undefined where it leads to a resource. */
export function subscriptionNature({
  arn,
  awsAccountId,
  region,
  config,
}: ResourceOf<"subscription">): Omit<Hit, "path" | "isGone"> | undefined {
  const nature = Object.hasOwn(OUTSIDE, config.protocol) ? OUTSIDE[config.protocol] : undefined;
  return nature && { arn, name: config.protocol, awsAccountId, region, ...nature };
}
