"use client";

import { useAnswer } from "@/app/_components/api";
import { useRefusal, useSight } from "@/app/_components/me";
import { NotShown } from "@/app/_components/not-shown";
import { PageHeader } from "@/app/_components/ui/page-header";
import { Panel } from "@/app/_components/ui/panel";
import type { OutputOf } from "@/lib/contract";
import { AccountsStep } from "./accounts-step";
import { FirstReport } from "./first-report";
import { LiveCheck } from "./live-check";
import { RoleStep } from "./role-step";
import { startHeadline } from "./start-headline";
import { Step } from "./step";

type Props = {
  report: OutputOf<"getFirstReport">;
  accounts: OutputOf<"listAccounts">;
  templates: OutputOf<"getTemplates"> | undefined;
};

/** The first half hour: a role, the accounts, the live check, and what a read-only look already tells. */
export function StartScreen({ report: firstReport, accounts: firstAccounts, templates }: Props) {
  const report = useAnswer("getFirstReport", {}, { initialData: firstReport }).data ?? firstReport;
  const accounts = (useAnswer("listAccounts", {}, { initialData: firstAccounts }).data ?? firstAccounts).items;
  const sight = useSight();
  const refusal = useRefusal("accounts.manage", "everything");
  const { title, lead } = startHeadline(report);
  const isConnected = accounts.length > 0;
  return (
    <>
      <PageHeader title={title} lead={lead} />
      <div className="grid gap-4">
        {isConnected ? <FirstReport report={report} /> : null}
        <Step number={1} title="Make the roles" isDone={isConnected} isOpenFirst={!isConnected}>
          {!refusal && templates ? <RoleStep templates={templates} /> : <NotYours refusal={refusal} />}
        </Step>
        <Step number={2} title="Say which accounts" isDone={isConnected} isOpenFirst={!isConnected}>
          {refusal ? <NotYours refusal={refusal} /> : <AccountsStep accounts={accounts} />}
        </Step>
        <Step number={3} title="See whether it works" isDone={report.accountsSeen > 0} isOpenFirst>
          {isConnected || sight === "everything" ? <LiveCheck accounts={accounts} /> : <NotShown sight={sight} />}
        </Step>
        <Panel title="What has not happened">
          <p className="max-w-[72ch] text-ink-2">
            {report.receivedCount === 0
              ? "Nothing was received, changed or deleted, and nobody was paged: with the read role that is impossible."
              : "Messages were received only where somebody opted in. Nobody was paged."}{" "}
            A dead-letter queue is read only after somebody opts in, for a queue, a tag or an account.
          </p>
        </Panel>
      </div>
    </>
  );
}

function NotYours({ refusal }: { refusal: string | undefined }) {
  return <p className="px-4 py-3 text-ink-2">{refusal}</p>;
}
