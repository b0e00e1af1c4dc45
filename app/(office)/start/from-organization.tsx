"use client";

import { useState } from "react";
import { problemOf, useAnswer, useCommand } from "@/app/_components/api";
import { ProblemNote, ReadFailure } from "@/app/_components/problem-note";
import { Button } from "@/app/_components/ui/button";
import { Field, Select, TextInput } from "@/app/_components/ui/field";
import { LoadingSkeleton } from "@/app/_components/ui/view-states";
import type { OutputOf } from "@/lib/contract";
import type { Account } from "@/lib/contract/accounts";
import { OrganizationTable } from "./organization-table";

/** Accounts as the organisation lists them, by unit and tag. */
export function FromOrganization({ accounts }: { accounts: readonly Account[] }) {
  const [ou, setOu] = useState("");
  const [tag, setTag] = useState("");
  const answer = useAnswer("listOrganizationAccounts", { ...(ou ? { ou } : {}), ...(tag ? { tag } : {}) });
  if (answer.isError && !answer.data)
    return (
      <ReadFailure
        what="The organisation could not be read."
        problem={problemOf(answer.error)}
        onRetry={() => void answer.refetch()}
      />
    );
  const organization = answer.data;
  if (!organization) return <LoadingSkeleton rows={4} label="Reading the organisation" />;
  return (
    <div className="grid gap-3">
      <Source organization={organization} accounts={accounts} />
      {organization.viaAccountId ? (
        <>
          <div className="grid gap-3 sm:grid-cols-2">
            <Field label="Organisational unit" help="Units below it count.">
              <Select value={ou} onChange={(event) => setOu(event.target.value)}>
                <option value="">All of the organisation</option>
                {organization.units.map(({ id, path, accountCount }) => (
                  <option key={id} value={id}>
                    {path} ({accountCount})
                  </option>
                ))}
              </Select>
            </Field>
            <Field label="Tag" isOptional help="key, or key=value">
              <TextInput isMachine value={tag} onChange={(event) => setTag(event.target.value)} />
            </Field>
          </div>
          <OrganizationTable items={organization.items} />
        </>
      ) : null}
    </div>
  );
}

type SourceProps = { organization: OutputOf<"listOrganizationAccounts">; accounts: readonly Account[] };

/** Through which account the organisation is listed: the management account or a delegated administrator. */
function Source({ organization, accounts }: SourceProps) {
  const [via, setVia] = useState(organization.viaAccountId ?? "");
  const read = useCommand("readOrganization");
  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap items-end gap-2">
        <Field label="List it through" help="The management account, or a delegated administrator, connected already.">
          <Select value={via} className="w-72 max-sm:w-full" onChange={(event) => setVia(event.target.value)}>
            <option value="">choose an account</option>
            {accounts.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
        <Button
          isBusy={read.isBusy}
          disabledReason={via ? undefined : "Choose an account first."}
          onClick={() => read.run({ accountId: via })}
        >
          List it now
        </Button>
      </div>
      {read.problem ? <ProblemNote problem={read.problem} /> : null}
      {organization.reason ? (
        <p role="alert" className="text-danger">
          {organization.reason} {organization.fix}
        </p>
      ) : null}
    </div>
  );
}
