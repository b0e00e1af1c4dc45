import type { Sender } from "../delivery/sender";
import type { World } from "../service";
import type { LambdaFunction } from "./functions-state";

/**
 * A function as the one who delivers. Its execution role decides when that role is declared; one that nobody declared
 * may do everything in its own account.
 */
export function asFunction(world: World, fn: LambdaFunction): Sender {
  const { arn: sourceArn, accountId } = fn;
  const roleArn = fn.latest.settings.Role;
  const rights = world.iam.roles.has(roleArn) ? { roleArn } : { mayAllInOwnAccount: true };
  return { service: "lambda.amazonaws.com", sourceArn, accountId, via: "lambda", ...rights };
}
