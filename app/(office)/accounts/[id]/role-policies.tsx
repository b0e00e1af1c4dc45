"use client";

import { useState } from "react";
import { useAnswer } from "@/app/_components/api";
import { useRefusal } from "@/app/_components/me";
import { choiceIn } from "@/app/_components/page-parameters";
import { CopyButton } from "@/app/_components/ui/copy-button";
import { Field, TextInput } from "@/app/_components/ui/field";
import { Panel, PanelHeader } from "@/app/_components/ui/panel";
import { ScrollRegion } from "@/app/_components/ui/scroll-region";
import { Segmented } from "@/app/_components/ui/segmented";
import { StateLabel } from "@/app/_components/ui/state-label";
import { useUrlParams } from "@/app/_components/use-url-params";
import type { Account } from "@/lib/contract/accounts";
import { ROLE_NAMES, ROLE_PURPOSES, type RoleName, rolePolicy, trustPolicy } from "@/lib/core/iam/role-policies";

const WORKER_EXAMPLE = "arn:aws:iam::<account of the worker>:role/<role of the worker>";
const segments = [
  { value: "read", label: "Read" },
  { value: "inspect", label: "Inspect" },
  { value: "operate", label: "Operate" },
];

/** The three roles to make in the account: what each is for, who may take it, and the least it needs. */
export function RolePolicies({ account }: { account: Account }) {
  const [parameters, change] = useUrlParams();
  const mayAsk = useRefusal("accounts.manage") === undefined;
  const told = useAnswer("getTemplates", {}, { isEnabled: mayAsk }).data?.workerArn;
  const [typed, setTyped] = useState<string | null>(null);
  const workerArn = typed ?? told ?? "";
  const role = choiceIn(parameters, "role", ROLE_NAMES);
  const place = { ...account, regions: account.regions.map(({ region }) => region) };
  return (
    <Panel
      title="Roles"
      hint="made in the account, by its owner"
      actions={
        <Segmented
          label="Role"
          size="sm"
          segments={segments}
          value={role}
          onChange={(next) => change({ role: next === "read" ? undefined : next })}
        />
      }
      isFlush
    >
      <div className="grid gap-3 px-4 py-3">
        <RoleState role={role} arn={arnOf(account, role)} />
        <Field
          label="Who the worker is"
          isOptional
          help="The role or user whose credentials the worker has, as it told itself; a role in a path of its own must be written with it. It goes into the trust policy below."
        >
          <TextInput
            isMachine
            autoComplete="off"
            spellCheck={false}
            value={workerArn}
            onChange={(event) => setTyped(event.target.value)}
          />
        </Field>
      </div>
      <Json title="Trust policy" value={trustPolicy(workerArn.trim() || WORKER_EXAMPLE, account.externalId)} />
      <Json title="Permissions" hint="exactly the calls that are made" value={rolePolicy(role, place)} />
    </Panel>
  );
}

function arnOf(account: Account, role: RoleName): string | null {
  return { read: account.readRoleArn, inspect: account.inspectRoleArn, operate: account.operateRoleArn }[role];
}

const WITHOUT: Record<RoleName, string> = {
  read: "Without it the worker's own credentials are used, and only in their own account.",
  inspect: "Without it no message can be read: index mode stays without effect.",
  operate: "Without it nothing can be redriven, discarded or restored.",
};

function RoleState({ role, arn }: { role: RoleName; arn: string | null }) {
  return (
    <div className="grid gap-1">
      <p>{ROLE_PURPOSES[role]}</p>
      {arn ? (
        <p className="text-ink-2">
          Entered: <code className="machine wrap-anywhere">{arn}</code>
        </p>
      ) : (
        <p className="flex flex-wrap items-baseline gap-x-2 text-ink-2">
          <StateLabel status="unproven">No role entered</StateLabel> {WITHOUT[role]}
        </p>
      )}
    </div>
  );
}

function Json({ title, hint, value }: { title: string; hint?: string; value: object }) {
  const text = JSON.stringify(value, null, 2);
  return (
    <>
      <PanelHeader title={title} hint={hint} actions={<CopyButton text={text} />} className="border-t" />
      <ScrollRegion label={title} className="max-h-[420px] bg-sunken px-4 py-3">
        <pre className="machine leading-[18px]">{text}</pre>
      </ScrollRegion>
    </>
  );
}
