import { policyOnRole } from "../../coverage/resource-policy";
import { actingRules } from "../acting-rules";
import { isWriting, takesOutMessages } from "../action";
import { block, type CheckFacts, isDraining, isSending, pass, queuesOf, type Rules, unproven } from "../check";
import { momentInWords } from "./moment";

/** AWS's own key for SQS: callers of its account need nothing more for it. */
const AWS_OWN_KEY = "alias/aws/sqs";

const acting = actingRules<CheckFacts>("these queues", () => "the queues of this plan");

/** Whether it may be done: our switches, the role, and what the queues themselves say of it. */
export const PERMISSION_RULES: Rules = {
  "writes-allowed": (f) => (isWriting(f.action) ? acting["writes-allowed"](f) : undefined),
  "account-writable": (f) => (isWriting(f.action) ? acting["account-writable"](f) : undefined),
  "operate-role": (f) => (isWriting(f.action) ? acting["operate-role"](f) : undefined),
  "region-seen": acting["region-seen"],
  "destination-policy": (f) => {
    const roleArn = f.account.operateRoleArn;
    if (!isSending(f) || roleArn === null) return undefined;
    const said = queuesOf(f).map((place) => ({ ...place, ...policyOn(place, roleArn) }));
    const denied = said.find(({ verdict }) => verdict === "denied");
    if (denied)
      return block(
        `The policy of ${denied.name} denies sqs:SendMessage to our operate role.`,
        `Except ${roleArn} from that Deny.`,
      );
    const shut = said.find(({ verdict, isForeign }) => isForeign && verdict === "silent");
    if (shut)
      return block(
        `${shut.name} lies in another account, and its policy does not let our operate role in.`,
        `Allow sqs:SendMessage to ${roleArn} in the policy of ${shut.name}.`,
      );
    const possible = said.find(({ verdict }) => verdict === "possible");
    if (possible)
      return unproven(
        `The policy of ${possible.name} has conditions that only AWS can judge for our operate role. The first message proves it.`,
      );
    return said.length > 0 ? pass("No policy of a destination denies it to our operate role.") : undefined;
  },
  "customer-key": (f) => {
    if (!(isSending(f) || isDraining(f))) return undefined;
    const needs = keyNeeds(f);
    return needs.length > 0
      ? unproven(
          `${needs.join(" ")} Key policies are not read here: the first message proves it.`,
          "Allow the operate role these actions on the key, in its policy and in the key's.",
        )
      : undefined;
  },
  "delete-permission": (f) => {
    if (!takesOutMessages(f.driver)) return undefined;
    return f.deleteProvedAt
      ? pass(`A run with this role deleted from this queue last at ${momentInWords(f.deleteProvedAt, f.now)}.`)
      : unproven(
          "Deleting from the dead-letter queue cannot be tested without deleting. The first message proves it; the first denial stops the run.",
        );
  },
};

function policyOn(place: ReturnType<typeof queuesOf>[number], roleArn: string) {
  const request = { roleArn, action: "sqs:SendMessage", resource: place.arn };
  return {
    verdict: policyOnRole(place.queue.policy, request),
    isForeign: place.awsAccountId !== roleArn.split(":")[4],
  };
}

function keyNeeds(f: CheckFacts): string[] {
  const isCustomers = (key: string | null) => key !== null && key !== AWS_OWN_KEY;
  const sealed = isSending(f) ? queuesOf(f).filter(({ queue }) => isCustomers(queue.kmsKeyId)) : [];
  return [
    ...(isDraining(f) && isCustomers(f.queue.kmsKeyId)
      ? [`${f.queue.name} is encrypted with a customer's key: receiving needs kms:Decrypt.`]
      : []),
    ...sealed.map(
      ({ name }) => `${name} is encrypted with a customer's key: sending needs kms:GenerateDataKey and kms:Decrypt.`,
    ),
  ];
}
