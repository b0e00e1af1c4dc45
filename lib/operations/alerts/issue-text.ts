import type { NewIssue } from "@/lib/channels/issue-tracker";
import type { ClassView } from "@/lib/db/classes";

/** What an issue of this class says: how it was when somebody asked. It holds no body of a message. */
export function issueOf(found: ClassView, baseUrl: string, askedAt: Date): NewIssue {
  const page = `${baseUrl.replace(/\/+$/, "")}/failures/${found.id}`;
  const known = (label: string, value: string | null) => (value === null || value === "" ? [] : [{ label, value }]);
  return {
    marker: `dlo-${found.id}`,
    title: `F-${found.number}: ${found.title}`,
    lines: [
      `${found.causeKind}: ${found.causeReason}`,
      ...(found.normalisedError === found.title ? [] : [found.normalisedError]),
    ],
    facts: [
      ...known("Failed", `${found.totalCount} ever, ${found.presentCount} waiting when this was asked for`),
      ...known("Since", found.firstSeenAt),
      ...known("Last seen", found.lastSeenAt),
      ...known("Message type", found.messageType),
      ...known("Dead-letter queue", found.queueName),
      ...known("Failing", found.anchorArn),
      ...known("Account", `${found.accountName}, ${found.region}`),
      ...known("Owner", found.owner),
      ...known("Pipelines", found.pipelines.map(({ name }) => name).join(", ")),
    ],
    links: [
      { label: "Open it in Dead Letter Office", url: page },
      ...(found.runbookUrl === null ? [] : [{ label: "Runbook", url: found.runbookUrl }]),
    ],
    askedAt,
  };
}
