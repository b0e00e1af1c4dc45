"use client";

import { useAnswer } from "@/app/_components/api";
import { formatBytes, formatShortId } from "@/app/_components/format";
import { useRefusal } from "@/app/_components/me";
import { inAccount } from "@/app/_components/targets";
import { Button } from "@/app/_components/ui/button";
import { DescriptionList } from "@/app/_components/ui/description-list";
import { LeadDot, PageHeader } from "@/app/_components/ui/page-header";
import { Panel } from "@/app/_components/ui/panel";
import { PhoneActions } from "@/app/_components/ui/phone-actions";
import { TextLink } from "@/app/_components/ui/text-link";
import { Moment } from "@/app/_components/ui/time";
import type { VaultItem } from "@/lib/contract/vault";
import { nameOfArn } from "@/lib/core/arn";
import type { PlanRequest } from "../../plans/plan-request";
import { usePlanDrawer } from "../../plans/use-plan-drawer";
import { VaultState } from "../vault-state";
import { KeptBody } from "./kept-body";

/** One kept message: whole, where it came from, and its way back. */
export function VaultItemPage({ item: first }: { item: VaultItem }) {
  const item = useAnswer("getVaultItem", { id: first.id }, { initialData: first }).data ?? first;
  const request: PlanRequest = { action: "restore", selection: { vaultItemIds: [item.id] } };
  const title = "Restore 1 message";
  const { openPlan, drawer } = usePlanDrawer({ request, title });
  const refusal = useRefusal("plans.create", inAccount(item));
  const reason = refusal ?? (item.state === "restoring" ? "A run is restoring it now." : undefined);
  const label = item.state === "restored" ? "Plan to send it again" : "Plan restore";
  return (
    <>
      <PageHeader
        crumbs={[
          { label: "Vault", href: "/vault" },
          { label: item.queueName, href: `/vault?queue=${item.queueId}` },
          { label: formatShortId(item.messageId) },
        ]}
        title={item.classTitle}
        lead={<Lead item={item} />}
        actions={
          <Button variant="filled" disabledReason={reason} onClick={() => openPlan(request, title)}>
            {label}
          </Button>
        }
      />
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_316px]">
        <KeptBody item={item} />
        <Origin item={item} />
      </div>
      <PhoneActions consequence="Sends a new message; the vault keeps its copy. A plan comes first.">
        <Button
          variant="filled"
          size="touch"
          align="start"
          disabledReason={reason}
          onClick={() => openPlan(request, title)}
        >
          {label}
        </Button>
      </PhoneActions>
      {drawer}
    </>
  );
}

function Lead({ item }: { item: VaultItem }) {
  return (
    <>
      <VaultState state={item.state} />
      <LeadDot />
      <span>
        kept <Moment at={item.storedAt} />
      </span>
      <LeadDot />
      <code className="machine text-ink-3">{item.messageId}</code>
    </>
  );
}

function Origin({ item }: { item: VaultItem }) {
  return (
    <Panel title="Where it was" isFlush>
      <DescriptionList
        items={[
          { term: "Queue", value: <TextLink href={`/queues/${item.queueId}`}>{item.queueName}</TextLink> },
          { term: "Account", value: `${item.accountName} · ${item.region}` },
          { term: "Failure", value: <TextLink href={`/failures/${item.classId}`}>{item.classTitle}</TextLink> },
          {
            term: "Goes back to",
            value: item.sourceQueueArn ? (
              <span title={item.sourceQueueArn}>{nameOfArn(item.sourceQueueArn)}</span>
            ) : (
              <span className="text-ink-2">the message does not say; the plan finds it</span>
            ),
          },
          { term: "Why", value: item.reason },
          { term: "Size", value: formatBytes(item.bodyBytes) },
          { term: "Kept by", value: <KeptBy item={item} /> },
          ...(item.drainedAt ? [{ term: "In the queue", value: <Deletion item={item} /> }] : []),
          {
            term: "Second copy",
            value: item.hasSecondCopy ? "verified" : <span className="text-ink-2">none</span>,
          },
          ...(item.restoredAt ? [{ term: "Restored", value: <Restored item={item} /> }] : []),
          {
            term: "History",
            value: <TextLink href={`/messages/${item.messageRowId}`}>the message as it failed</TextLink>,
          },
        ]}
      />
    </Panel>
  );
}

function KeptBy({ item }: { item: VaultItem }) {
  if (item.storedByRunId) return <TextLink href={`/runs/${item.storedByRunId}`}>the run that took it</TextLink>;
  return <TextLink href={`/queues/${item.queueId}#reading`}>vault mode of its queue</TextLink>;
}

/** Whether it may still be in its queue as well. */
function Deletion({ item }: { item: VaultItem }) {
  if (item.deletedAt)
    return (
      <>
        deleted <Moment at={item.deletedAt} />
      </>
    );
  return <span className="text-warn">perhaps still there: {item.deleteError ?? "its delete is not proved"}</span>;
}

function Restored({ item }: { item: VaultItem }) {
  return (
    <>
      <Moment at={item.restoredAt} />
      {item.restoredRunId ? (
        <>
          {" "}
          by <TextLink href={`/runs/${item.restoredRunId}`}>this run</TextLink>
        </>
      ) : null}
    </>
  );
}
