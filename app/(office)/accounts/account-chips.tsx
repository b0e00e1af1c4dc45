import { Chip } from "@/app/_components/ui/chip";
import type { Account } from "@/lib/contract/accounts";

/** What everybody must know before acting in an account. */
export function AccountChips({ account }: { account: Account }) {
  return (
    <>
      <Chip>{account.environment}</Chip>
      {account.isProduction ? <Chip>production</Chip> : null}
      {account.writesStopped ? (
        <Chip tone="warn">writes stopped</Chip>
      ) : (
        <Chip>{account.isWritable ? "writable" : "read-only"}</Chip>
      )}
    </>
  );
}
