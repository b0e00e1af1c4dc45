"use client";

import { useState } from "react";
import { useAnswer, useCommand } from "@/app/_components/api";
import { formatPlural } from "@/app/_components/format";
import { ProblemNote } from "@/app/_components/problem-note";
import { Button } from "@/app/_components/ui/button";
import { ConfirmDialog } from "@/app/_components/ui/confirm-dialog";
import { Panel } from "@/app/_components/ui/panel";
import { StateLabel } from "@/app/_components/ui/state-label";
import type { OutputOf } from "@/lib/contract";
import type { Provider } from "@/lib/contract/sign-in";
import { PasswordSwitch } from "./password-switch";
import { ProviderDrawer } from "./provider-drawer";

/** How people sign in here. */
export function ProvidersPanel({ first }: { first: OutputOf<"listProviders"> }) {
  const { items, redirectUri, isPasswordOn } = useAnswer("listProviders", {}, { initialData: first }).data ?? first;
  const [editing, setEditing] = useState<Provider | "new">();
  const [removing, setRemoving] = useState<Provider>();
  return (
    <Panel title="Ways to sign in" hint="OpenID providers, and passwords">
      {items.length === 0 ? (
        <p className="max-w-[72ch] pb-3 text-ink-2">
          <span className="weight-emphasis text-ink">No provider.</span> With one, people sign in where they work
          already, and groups there can give roles here.
        </p>
      ) : null}
      <ul>
        {items.map((provider) => (
          <li key={provider.id}>
            <ProviderRow
              provider={provider}
              onEdit={() => setEditing(provider)}
              onRemove={() => setRemoving(provider)}
            />
          </li>
        ))}
      </ul>
      <PasswordSwitch isOn={isPasswordOn} />
      <div className="mt-3">
        <Button align="start" onClick={() => setEditing("new")}>
          Add a provider
        </Button>
      </div>
      {editing ? (
        <ProviderDrawer
          provider={editing === "new" ? undefined : editing}
          redirectUri={redirectUri}
          onClose={() => setEditing(undefined)}
        />
      ) : null}
      <RemoveDialog provider={removing} onClose={() => setRemoving(undefined)} />
    </Panel>
  );
}

function ProviderRow({ provider, onEdit, onRemove }: { provider: Provider; onEdit: () => void; onRemove: () => void }) {
  const { id, name, key, issuer, isOn, identityCount } = provider;
  const [answer, setAnswer] = useState<OutputOf<"testProvider">>();
  const test = useCommand("testProvider", { onDone: setAnswer });
  return (
    <div className="flex flex-wrap items-start gap-x-3 gap-y-2 border-b py-2.5">
      <div className="min-w-0 flex-1 basis-72">
        <p className="flex flex-wrap items-center gap-x-3">
          <span className="weight-emphasis wrap-anywhere">{name}</span>
          {isOn ? <StateLabel status="pass">On</StateLabel> : <StateLabel status="off">Off</StateLabel>}
        </p>
        <p className="text-xs wrap-anywhere text-ink-2">
          <code className="machine">{key}</code> · <code className="machine">{issuer}</code> ·{" "}
          {formatPlural(identityCount, "person", "people")}
        </p>
        <div role="status">{answer ? <Verdict answer={answer} /> : null}</div>
        {test.problem ? <ProblemNote problem={test.problem} /> : null}
      </div>
      <div className="flex gap-1.5">
        <Button size="sm" aria-label={`Test ${name}`} isBusy={test.isBusy} onClick={() => test.run({ id })}>
          Test
        </Button>
        <Button size="sm" aria-label={`Edit ${name}`} onClick={onEdit}>
          Edit
        </Button>
        <Button size="sm" variant="danger-outline" aria-label={`Remove ${name}`} onClick={onRemove}>
          Remove…
        </Button>
      </div>
    </div>
  );
}

function Verdict({ answer: { verdict, words } }: { answer: OutputOf<"testProvider"> }) {
  return (
    <p className="mt-1 flex flex-wrap gap-x-2 text-xs">
      <StateLabel status={verdict === "ready" ? "pass" : "block"}>
        {verdict === "ready" ? "Ready" : "Not ready"}
      </StateLabel>
      <span className="text-ink-2">{words}</span>
    </p>
  );
}

function RemoveDialog({ provider, onClose }: { provider: Provider | undefined; onClose: () => void }) {
  const remove = useCommand("removeProvider", { onDone: onClose });
  return (
    <ConfirmDialog
      isOpen={provider !== undefined}
      onClose={() => {
        remove.reset();
        onClose();
      }}
      title={`Remove ${provider?.name ?? ""}?`}
      confirmLabel="Remove provider"
      isBusy={remove.isBusy}
      error={remove.problem?.detail}
      onConfirm={() => provider && remove.run({ id: provider.id })}
    >
      <p>
        {formatPlural(provider?.identityCount ?? 0, "person", "people")} sign in with it. Their sessions end, and their
        groups there give no rights any more. The people and their own grants stay.
      </p>
    </ConfirmDialog>
  );
}
