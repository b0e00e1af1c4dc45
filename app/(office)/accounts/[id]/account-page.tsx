"use client";

import { useAnswer } from "@/app/_components/api";
import { HistoryLink } from "@/app/_components/history-link";
import { useRefusal } from "@/app/_components/me";
import { Button, ButtonLink } from "@/app/_components/ui/button";
import { CopyButton } from "@/app/_components/ui/copy-button";
import { DescriptionList } from "@/app/_components/ui/description-list";
import { LeadDot, PageHeader } from "@/app/_components/ui/page-header";
import { Panel } from "@/app/_components/ui/panel";
import { Moment } from "@/app/_components/ui/time";
import type { Account } from "@/lib/contract/accounts";
import { AccountChips } from "../account-chips";
import { CheckNow } from "../check-now";
import { RegionRows } from "../region-rows";
import { accountHeadline } from "../sight";
import { RemoveAccount } from "./remove-account";
import { RolePolicies } from "./role-policies";
import { WritesPanel } from "./writes-panel";

/** One account: what is seen, how to let us in, and what we may do there. */
export function AccountPage({ account: first }: { account: Account }) {
  const account = useAnswer("getAccount", { id: first.id }, { initialData: first }).data ?? first;
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Accounts", href: "/accounts" }, { label: account.name }]}
        title={accountHeadline(account)}
        lead={
          <>
            <AccountChips account={account} />
            <LeadDot />
            <code className="machine">{account.awsAccountId}</code>
            <HistoryLink object={account.id} />
          </>
        }
        actions={
          <>
            <CheckNow accountId={account.id} size="md" />
            <EditButton account={account} />
          </>
        }
      />
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_316px]">
        <div className="grid min-w-0 gap-4">
          <Panel title="Regions" isFlush>
            <RegionRows account={account} />
          </Panel>
          <RolePolicies account={account} />
        </div>
        <div className="grid min-w-0 gap-4">
          <div className="flex flex-wrap gap-2 sm:hidden">
            <CheckNow accountId={account.id} size="md" />
            <EditButton account={account} />
          </div>
          <WritesPanel account={account} />
          <Particulars account={account} />
          <RemoveAccount account={account} />
        </div>
      </div>
    </>
  );
}

function EditButton({ account }: { account: Account }) {
  const refusal = useRefusal("accounts.manage", { accountId: account.id });
  if (refusal) return <Button disabledReason={refusal}>Change</Button>;
  return <ButtonLink href={`/accounts/${account.id}/edit`}>Change</ButtonLink>;
}

function Particulars({ account }: { account: Account }) {
  return (
    <Panel title="Particulars" isFlush>
      <DescriptionList
        items={[
          { term: "ExternalId", value: <ExternalId externalId={account.externalId} /> },
          { term: "New DLQs", value: account.defaultMode === "index" ? "read at once (index)" : "only counted (off)" },
          { term: "Partition", value: account.partition },
          { term: "Connected", value: <Moment at={account.createdAt} /> },
          { term: "Id", value: account.id, isMachine: true },
        ]}
      />
    </Panel>
  );
}

function ExternalId({ externalId }: { externalId: string }) {
  return (
    <span className="flex items-start gap-1">
      <code className="machine min-w-0 leading-5 wrap-anywhere">{externalId}</code>
      <CopyButton text={externalId} label="Copy ExternalId" isIconOnly />
    </span>
  );
}
