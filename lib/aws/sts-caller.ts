import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import type { AwsSession } from "./aws";
import { call, type Door } from "./call";

/** Whom AWS takes this session for. Needs no permission, so it tells a wrong role from a missing right. */
export function callerOf(door: Door): AwsSession["sts"] {
  return {
    callerAccount: async () => {
      const answer = await call(door, { action: "sts:GetCallerIdentity" }, (wire) =>
        door.clients.sts.send(new GetCallerIdentityCommand({}), wire),
      );
      return answer.Account ?? "";
    },
  };
}
