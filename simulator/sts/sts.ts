import type { Service } from "../service";
import { assumeRole } from "./assume-role";

/** STS: who am I, and become a role. GetCallerIdentity needs no permission. */
export const sts: Service = {
  name: "sts",
  wire: { kind: "query", version: "2011-06-15", namespace: "https://sts.amazonaws.com/doc/2011-06-15/" },
  operations: {
    GetCallerIdentity: ({ principal }) => ({
      UserId: principal.userId,
      Account: principal.accountId,
      Arn: principal.arn,
    }),
    AssumeRole: assumeRole,
  },
};
