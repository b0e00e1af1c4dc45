"use client";

import { useState } from "react";
import { Segmented } from "@/app/_components/ui/segmented";
import { TextLink } from "@/app/_components/ui/text-link";
import type { Account } from "@/lib/contract/accounts";
import { FromFile } from "./from-file";
import { FromList } from "./from-list";
import { FromOrganization } from "./from-organization";
import { Waiting } from "./waiting";

const WAYS = [
  { value: "list", label: "Paste a list" },
  { value: "organization", label: "From the organisation" },
  { value: "file", label: "From a file in Git" },
];

/** Three ways to name accounts; whichever is taken, only names are listed until somebody starts the reading. */
export function AccountsStep({ accounts }: { accounts: readonly Account[] }) {
  const [way, setWay] = useState("list");
  return (
    <div className="grid gap-4 px-4 py-3">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Segmented label="Way to name accounts" segments={WAYS} value={way} onChange={setWay} />
        <TextLink href="/accounts/new">One, with roles of its own</TextLink>
      </div>
      {way === "list" ? <FromList /> : null}
      {way === "organization" ? <FromOrganization accounts={accounts} /> : null}
      {way === "file" ? <FromFile /> : null}
      <Waiting accounts={accounts} />
    </div>
  );
}
