"use client";

import { useState } from "react";
import { useCommand } from "@/app/_components/api";
import { ProblemNote } from "@/app/_components/problem-note";
import { Button } from "@/app/_components/ui/button";
import { Checkbox } from "@/app/_components/ui/checkbox";
import { CopyButton } from "@/app/_components/ui/copy-button";
import { Drawer, DrawerFooter } from "@/app/_components/ui/drawer";
import { useToast } from "@/app/_components/ui/toasts";
import type { Provider } from "@/lib/contract/sign-in";
import { SIGNING_ALGORITHMS } from "@/lib/core/sign-in/claims";
import { Part, Text } from "./drawer-fields";
import { draftOfProvider, EMPTY_PROVIDER, inputOfProvider, type ProviderDraft } from "./provider-draft";

type Props = {
  /** Absent for a new one. */
  provider?: Provider | undefined;
  redirectUri: string;
  onClose: () => void;
};
type PartProps = {
  draft: ProviderDraft;
  change: (part: Partial<ProviderDraft>) => void;
  errorOf: (field: string) => string | undefined;
};

/** A provider, to make or to change. */
export function ProviderDrawer({ provider, redirectUri, onClose }: Props) {
  const [draft, setDraft] = useState(provider ? draftOfProvider(provider) : EMPTY_PROVIDER);
  const toast = useToast();
  const put = useCommand("putProvider", {
    onDone: ({ name }) => {
      toast({ text: `${name} is saved. Test it before you rely on it.` });
      onClose();
    },
  });
  const change = (part: Partial<ProviderDraft>) => setDraft((before) => ({ ...before, ...part }));
  const parts: PartProps = { draft, change, errorOf: put.fieldError };
  return (
    <Drawer
      isOpen
      onClose={onClose}
      eyebrow="Sign-in"
      title={provider ? provider.name : "A new provider"}
      lead="People sign in there and come back. Who somebody is, is the issuer and the subject it names; never an e-mail address."
      footer={
        <DrawerFooter
          actions={
            <>
              <Button onClick={onClose}>Cancel</Button>
              <Button variant="filled" isBusy={put.isBusy} onClick={() => put.run(inputOfProvider(draft, provider))}>
                {provider ? "Save" : "Make provider"}
              </Button>
            </>
          }
        />
      }
    >
      {put.problem && !put.problem.fields?.length ? (
        <div className="pt-3">
          <ProblemNote problem={put.problem} />
        </div>
      ) : null}
      <WhoItIs {...parts} isNew={provider === undefined} />
      <Client {...parts} redirectUri={redirectUri} hasSecret={provider?.hasClientSecret ?? false} />
      <WhatItSays {...parts} />
      <WhatFollows {...parts} />
    </Drawer>
  );
}

function WhoItIs({ draft, change, errorOf, isNew }: PartProps & { isNew: boolean }) {
  return (
    <Part title="Provider">
      <Text
        label="Name"
        help="stands on the sign-in page"
        value={draft.name}
        error={errorOf("name")}
        onChange={(name) => change({ name })}
      />
      {isNew ? (
        <>
          <Text
            label="Key"
            help="names its groups: key:group"
            value={draft.key}
            error={errorOf("key")}
            onChange={(key) => change({ key })}
            isMachine
          />
          <Text
            label="Issuer"
            help="exactly as the provider writes it"
            value={draft.issuer}
            error={errorOf("issuer")}
            onChange={(issuer) => change({ issuer })}
            isMachine
          />
        </>
      ) : (
        <p className="text-xs wrap-anywhere text-ink-2">
          Key <code className="machine">{draft.key}</code>, issuer <code className="machine">{draft.issuer}</code>. Both
          stay: people are who they are by the issuer.
        </p>
      )}
    </Part>
  );
}

function Client({
  draft,
  change,
  errorOf,
  redirectUri,
  hasSecret,
}: PartProps & { redirectUri: string; hasSecret: boolean }) {
  return (
    <Part title="Client" hint="as it is registered there">
      <div className="text-xs text-ink-2">
        Redirect URI to register
        <span className="mt-0.5 flex items-center gap-2">
          <code className="machine min-w-0 wrap-anywhere text-ink">{redirectUri}</code>{" "}
          <CopyButton text={redirectUri} />
        </span>
      </div>
      <Text
        label="Client id"
        value={draft.clientId}
        error={errorOf("clientId")}
        onChange={(clientId) => change({ clientId })}
        isMachine
      />
      {draft.hasNoSecret ? null : (
        <Text
          label="Client secret"
          help={
            hasSecret
              ? "Leave it empty to keep the one that is there. It is never shown."
              : "Kept sealed and never shown."
          }
          value={draft.clientSecret}
          error={errorOf("clientSecret")}
          onChange={(clientSecret) => change({ clientSecret })}
          isMachine
          isSecret
        />
      )}
      <Checkbox
        label="No secret"
        help="a public client, with PKCE alone"
        checked={draft.hasNoSecret}
        onChange={(event) => change({ hasNoSecret: event.target.checked })}
      />
    </Part>
  );
}

function WhatItSays({ draft, change, errorOf }: PartProps) {
  const toggle = (one: (typeof SIGNING_ALGORITHMS)[number], isOn: boolean) =>
    change({
      algorithms: SIGNING_ALGORITHMS.filter((name) => (name === one ? isOn : draft.algorithms.includes(name))),
    });
  return (
    <Part title="What it says">
      <Text
        label="Scopes"
        help="between spaces"
        value={draft.scopes}
        error={errorOf("scopes")}
        onChange={(scopes) => change({ scopes })}
        isMachine
      />
      <Text
        label="Claim with groups"
        help="Groups are taken at each sign-in and count for 24 hours. Empty: none are taken."
        value={draft.groupsClaim}
        error={errorOf("groupsClaim")}
        onChange={(groupsClaim) => change({ groupsClaim })}
        isMachine
        isOptional
      />
      <fieldset className="grid gap-1.5">
        <legend className="weight-emphasis mb-1">Signatures that we take</legend>
        <div className="flex flex-wrap gap-x-5 gap-y-1.5">
          {SIGNING_ALGORITHMS.map((one) => (
            <Checkbox
              key={one}
              label={one}
              checked={draft.algorithms.includes(one)}
              onChange={(event) => toggle(one, event.target.checked)}
            />
          ))}
        </div>
        {errorOf("algorithms") ? <p className="text-xs text-danger">Take at least one.</p> : null}
      </fieldset>
    </Part>
  );
}

function WhatFollows({ draft, change }: PartProps) {
  return (
    <Part title="What follows">
      <Checkbox
        label="Somebody new becomes a person here"
        help="without rights, until a group or an admin gives some; otherwise they wait for an admin"
        checked={draft.createsPeople}
        onChange={(event) => change({ createsPeople: event.target.checked })}
      />
      <Checkbox
        label="On"
        help="off: nobody signs in with it; sessions go on to their end"
        checked={draft.isOn}
        onChange={(event) => change({ isOn: event.target.checked })}
      />
    </Part>
  );
}
