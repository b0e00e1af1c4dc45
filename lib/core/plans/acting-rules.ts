import { block, type Finding, pass } from "./check";

/** What every plan needs that changes anything in an account. */
interface ActingFacts {
  readonly account: { readonly isWritable: boolean; readonly operateRoleArn: string | null };
  readonly writesStopped: { readonly by: string } | null;
  readonly blindSince: string | null;
}

/** Whether we may act in the account at all: our switches, the role, and our sight. */
export function actingRules<Facts extends ActingFacts>(about: string, narrowedTo: (facts: Facts) => string) {
  return {
    "writes-allowed": ({ writesStopped }) =>
      writesStopped
        ? block(`All writes are stopped by ${writesStopped.by}. Somebody who may must allow them again.`)
        : undefined,
    "account-writable": ({ account }) =>
      account.isWritable ? undefined : block("This account is read-only. An admin can raise it under Accounts."),
    "operate-role": (facts) =>
      facts.account.operateRoleArn === null
        ? block("This account has no operate role. Add its ARN under Accounts.")
        : pass(`The operate role is narrowed to ${narrowedTo(facts)}.`),
    "region-seen": ({ blindSince }) =>
      blindSince ? block(`We are blind here: nothing about ${about} is current. Fix the access first.`) : undefined,
  } satisfies Record<string, (facts: Facts) => Finding | undefined>;
}
