"use client";

import { useAnswer } from "@/app/_components/api";
import { useRefusal, useSight } from "@/app/_components/me";
import { NotShown } from "@/app/_components/not-shown";
import { Button, ButtonLink } from "@/app/_components/ui/button";
import { PageHeader } from "@/app/_components/ui/page-header";
import { Panel } from "@/app/_components/ui/panel";
import { TextLink } from "@/app/_components/ui/text-link";
import { EmptyState } from "@/app/_components/ui/view-states";
import type { OutputOf } from "@/lib/contract";
import type { Account } from "@/lib/contract/accounts";
import { AccountChips } from "./account-chips";
import { AccountTabs } from "./account-tabs";
import { CheckNow } from "./check-now";
import { RegionRows } from "./region-rows";
import { accountsHeadline } from "./sight";

/** Every connected account with what can be seen of each Region. */
export function AccountList({ accounts: first }: { accounts: OutputOf<"listAccounts"> }) {
  const accounts = (useAnswer("listAccounts", {}, { initialData: first }).data ?? first).items;
  const sight = useSight();
  return (
    <>
      <PageHeader
        title={accountsHeadline(accounts, sight === "everything")}
        lead="One broken account never stops the others."
        actions={accounts.length > 0 ? <ConnectButton /> : undefined}
      />
      <AccountTabs here="accounts" />
      {accounts.length === 0 ? (
        <Panel isFlush>
          {sight === "everything" ? (
            <EmptyState
              title="Nothing is watched yet."
              evidence="Connect an AWS account with a read-only role. Its queues appear within two minutes; nothing is received or changed."
              action={<ConnectButton />}
            />
          ) : (
            <NotShown sight={sight} />
          )}
        </Panel>
      ) : (
        <div className="grid gap-4">
          {accounts.map((account) => (
            <AccountPanel key={account.id} account={account} />
          ))}
          <div className="sm:hidden">
            <ConnectButton />
          </div>
        </div>
      )}
    </>
  );
}

function ConnectButton() {
  const refusal = useRefusal("accounts.manage", "everything");
  if (refusal)
    return (
      <Button variant="filled" disabledReason={refusal}>
        Connect accounts
      </Button>
    );
  return (
    <ButtonLink variant="filled" href="/start">
      Connect accounts
    </ButtonLink>
  );
}

function AccountPanel({ account }: { account: Account }) {
  return (
    <Panel
      title={<TextLink href={`/accounts/${account.id}`}>{account.name}</TextLink>}
      hint={<code className="machine">{account.awsAccountId}</code>}
      actions={
        <>
          <AccountChips account={account} />
          <CheckNow accountId={account.id} />
        </>
      }
      isFlush
    >
      <RegionRows account={account} />
    </Panel>
  );
}
