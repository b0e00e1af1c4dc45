"use client";

import { useState } from "react";
import { useCommand } from "@/app/_components/api";
import { useRefusal } from "@/app/_components/me";
import { ProblemNote } from "@/app/_components/problem-note";
import { onThing } from "@/app/_components/targets";
import { Button } from "@/app/_components/ui/button";
import { DescriptionList } from "@/app/_components/ui/description-list";
import { Field, Select, TextInput } from "@/app/_components/ui/field";
import { Panel } from "@/app/_components/ui/panel";
import type { ResourceDetail } from "@/lib/contract/inventory";
import type { OwnershipView } from "@/lib/contract/ownership";
import { nameOfArn } from "@/lib/core/arn";
import { TIERS } from "@/lib/core/ownership/ownership";

const SOURCES: Record<OwnershipView["source"], string> = {
  hand: "set by hand",
  file: "from the configuration file",
  tags: "from tags",
  none: "nobody said",
};

/** Who answers for a resource, where that is known from, and a way to say it by hand. */
export function OwnerPanel({ resource }: { resource: Pick<ResourceDetail, "accountId" | "arn" | "ownership"> }) {
  const { arn, ownership } = resource;
  const [isEditing, setEditing] = useState(false);
  const refusal = useRefusal("queues.edit", onThing(resource));
  if (isEditing) return <OwnerForm arn={arn} ownership={ownership} onDone={() => setEditing(false)} />;
  const none = <span className="text-ink-3">not known</span>;
  return (
    <Panel
      title="Owner"
      hint={ownership.viaArn ? `that of ${nameOfArn(ownership.viaArn)}, which fails` : SOURCES[ownership.source]}
      isFlush
    >
      <DescriptionList
        items={[
          { term: "Owner", value: ownership.owner ?? none },
          { term: "Team", value: ownership.team ?? none },
          { term: "Tier", value: ownership.tier ?? none },
          { term: "Runbook", value: ownership.runbook ? <Runbook address={ownership.runbook} /> : none },
        ]}
      />
      <div className="border-t px-4 py-3">
        <Button size="sm" disabledReason={refusal} align="start" onClick={() => setEditing(true)}>
          Say it by hand
        </Button>
      </div>
    </Panel>
  );
}

/** Tags may hold anything: only an http address becomes a link. */
function Runbook({ address }: { address: string }) {
  if (!/^https?:\/\//i.test(address)) return address;
  return (
    <a href={address} target="_blank" rel="noreferrer" className="text-accent hover:underline">
      {address}
    </a>
  );
}

type FormProps = { arn: string; ownership: OwnershipView; onDone: () => void };

function OwnerForm({ arn, ownership, onDone }: FormProps) {
  const [draft, setDraft] = useState(draftOf(ownership));
  const set = useCommand("setOwner", { onDone });
  const write = (part: Partial<OwnerDraft>) => setDraft((before) => ({ ...before, ...part }));
  return (
    <Panel title="Owner" hint="by hand; empty everywhere goes back to file and tags">
      <form
        className="grid gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          set.run({ arn, ...ownershipIn(draft) });
        }}
      >
        <Field label="Owner" error={set.fieldError("owner")}>
          <TextInput value={draft.owner} onChange={(event) => write({ owner: event.target.value })} />
        </Field>
        <Field label="Team" isOptional error={set.fieldError("team")}>
          <TextInput value={draft.team} onChange={(event) => write({ team: event.target.value })} />
        </Field>
        <Field label="Tier" isOptional help="1 is what the business stops without.">
          <Select value={draft.tier} onChange={(event) => write({ tier: event.target.value })}>
            <option value="">not set</option>
            {TIERS.map((one) => (
              <option key={one}>{one}</option>
            ))}
          </Select>
        </Field>
        <Field label="Runbook" isOptional error={set.fieldError("runbook")}>
          <TextInput value={draft.runbook} onChange={(event) => write({ runbook: event.target.value })} />
        </Field>
        {set.problem && !set.problem.fields?.length ? <ProblemNote problem={set.problem} /> : null}
        <div className="flex gap-2">
          <Button type="submit" isBusy={set.isBusy}>
            Save
          </Button>
          <Button variant="ghost" onClick={onDone}>
            Cancel
          </Button>
        </div>
      </form>
    </Panel>
  );
}

type OwnerDraft = { owner: string; team: string; tier: string; runbook: string };

function draftOf({ owner, team, tier, runbook }: OwnershipView): OwnerDraft {
  return { owner: owner ?? "", team: team ?? "", tier: tier ?? "", runbook: runbook ?? "" };
}

function ownershipIn({ owner, team, tier, runbook }: OwnerDraft) {
  return {
    owner: owner.trim() || null,
    team: team.trim() || null,
    tier: TIERS.find((one) => one === tier) ?? null,
    runbook: runbook.trim() || null,
  };
}
