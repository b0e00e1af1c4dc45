import type { Sender } from "../../delivery/sender";
import type { Running } from "./running";

/**
 * A state machine as the one who delivers. Its role decides when that role is declared; one that nobody declared may do
 * everything in its own account.
 */
export function machineSender({ world, machine, roleArn }: Running): Sender {
  const { arn: sourceArn, accountId } = machine;
  const rights = world.iam.roles.has(roleArn) ? { roleArn } : { mayAllInOwnAccount: true };
  return { service: "states.amazonaws.com", sourceArn, accountId, via: "states", ...rights };
}
