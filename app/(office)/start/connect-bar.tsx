"use client";

import { useState } from "react";
import { useCommand } from "@/app/_components/api";
import { formatPlural } from "@/app/_components/format";
import { ProblemNote } from "@/app/_components/problem-note";
import { Button } from "@/app/_components/ui/button";
import { Field, Select, TextInput } from "@/app/_components/ui/field";
import type { InputOf, OutputOf } from "@/lib/contract";
import { parseRegions } from "./parse-list";

type Input = InputOf<"connectAccounts">;
type Props = { accounts: readonly Input["accounts"][number][]; source: "hand" | "organization"; summary: string };

/** Regions and roles for the accounts named above, and the step itself with what became of each. */
export function ConnectBar({ accounts, source, summary }: Props) {
  const [regions, setRegions] = useState("eu-central-1");
  const [roles, setRoles] = useState<NonNullable<Input["roles"]>>("read");
  const connect = useCommand("connectAccounts");
  const [results, setResults] = useState<OutputOf<"connectAccounts">["items"]>([]);
  const submit = async () => {
    const { items } = await connect.runAsync({
      accounts: [...accounts],
      regions: parseRegions(regions),
      roles,
      source,
      polling: "listing",
    });
    setResults(items);
  };
  return (
    <div className="grid gap-3">
      <div className="grid items-start gap-3 sm:grid-cols-[minmax(0,1fr)_220px_auto]">
        <Field
          label="Regions"
          help="The same for all; each can be changed later."
          error={connect.fieldError("regions")}
        >
          <TextInput isMachine value={regions} onChange={(event) => setRegions(event.target.value)} />
        </Field>
        <Field label="Roles made there" help="As in step 1.">
          <Select value={roles} onChange={(event) => setRoles(rolesFrom(event.target.value))}>
            <option value="read">read</option>
            <option value="read,inspect">read, inspect</option>
            <option value="read,inspect,operate">read, inspect, operate</option>
          </Select>
        </Field>
        <div className="sm:pt-6">
          <Button
            variant="filled"
            isBusy={connect.isBusy}
            disabledReason={accounts.length === 0 ? "Name an account first." : undefined}
            onClick={() => void submit().catch(() => undefined)}
          >
            Connect {formatPlural(accounts.length, "account")}
          </Button>
        </div>
      </div>
      <p className="text-xs text-ink-2">{summary}. They are read-only; at first only names of queues are listed.</p>
      {connect.problem ? <ProblemNote problem={connect.problem} /> : null}
      <Results results={results} />
    </div>
  );
}

function rolesFrom(text: string): NonNullable<Input["roles"]> {
  if (text === "read,inspect" || text === "read,inspect,operate") return text;
  return "read";
}

function Results({ results }: { results: OutputOf<"connectAccounts">["items"] }) {
  if (results.length === 0) return null;
  const connected = results.filter(({ result }) => result === "connected").length;
  const known = results.filter(({ result }) => result === "already-connected").length;
  const refused = results.filter(({ result }) => result === "refused");
  return (
    <div role="status" className="rounded-md border px-3.5 py-2">
      <p className="weight-emphasis">
        {formatPlural(connected, "account")} connected{known > 0 ? `, ${known} were already` : ""}.
      </p>
      {refused.length > 0 ? (
        <ul className="mt-1 text-danger">
          {refused.map(({ awsAccountId, reason }) => (
            <li key={awsAccountId}>
              {awsAccountId}: {reason}
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
