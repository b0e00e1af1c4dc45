import type { Client } from "@/lib/contract/client";
import { SEVERITIES, type Severity } from "@/lib/core/coverage/rule";
import { accountNamed } from "../account-named";
import { allPages } from "../all-pages";
import type { Command } from "../command";
import { type CoverageReport, isBlocked, showReport, whyBlocked } from "../coverage-report";
import { EXIT } from "../exit-codes";

/** What was judged so far, of all accounts or of one: the findings that count, and the places that nobody could read. */
export const auditCoverage: Command = {
  name: "audit coverage",
  usage: "",
  summary: "Show where an event would vanish, worst first, and which places could not be judged.",
  flags: {
    "fail-on": {
      value: "<severity>",
      oneOf: SEVERITIES,
      summary: "exit 4 when a finding as bad as this or worse is open and not suppressed",
    },
    "fail-on-blind": { summary: "exit 4 when a place could not be judged" },
    account: { value: "<account>", summary: "only this one, by number, name or id" },
    json: { summary: "print it as JSON" },
  },
  exits: "0 done · 1 error · 4 blocked by --fail-on or --fail-on-blind, also while nothing was judged yet",
  async run({ client, io }, given) {
    const limits = { failOn: severityFrom(given.text("fail-on")), failsOnBlind: given.isOn("fail-on-blind") };
    const report = await readReport(client(), given.text("account"));
    const isStopped = isBlocked(report, limits);
    if (given.isOn("json")) io.print(JSON.stringify({ ...report, isBlocked: isStopped }, null, 2));
    else io.print(showReport(report));
    if (isStopped) io.warn(whyBlocked(report, limits));
    return isStopped ? EXIT.blocked : EXIT.done;
  },
};

async function readReport(client: Client, named: string | undefined): Promise<CoverageReport> {
  const accountId = named === undefined ? undefined : (await accountNamed(client, named)).id;
  const { judgedAt, suppressedCount, blindPlaces } = await client.getCoverage({ accountId });
  const { items } = await allPages((page) => client.listFindings({ ...page, accountId }));
  return { judgedAt, suppressedCount, blindPlaces, findings: items };
}

function severityFrom(text: string | undefined): Severity | undefined {
  return SEVERITIES.find((severity) => severity === text);
}
