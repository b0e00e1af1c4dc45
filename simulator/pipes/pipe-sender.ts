import type { Sender } from "../delivery/sender";
import type { Pipe } from "./state";

/** A pipe as the one who delivers: its role decides. */
export function senderOf({ arn, accountId, roleArn }: Pipe): Sender {
  return { service: "pipes.amazonaws.com", via: "pipes", sourceArn: arn, accountId, roleArn };
}
