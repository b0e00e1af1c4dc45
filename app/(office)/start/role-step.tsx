"use client";

import { useState } from "react";
import { useAnswer } from "@/app/_components/api";
import { ChoiceList } from "@/app/_components/ui/choice-list";
import { CopyButton } from "@/app/_components/ui/copy-button";
import { PanelHeader } from "@/app/_components/ui/panel";
import { ScrollRegion } from "@/app/_components/ui/scroll-region";
import { Segmented } from "@/app/_components/ui/segmented";
import type { InputOf, OutputOf } from "@/lib/contract";
import { SaveAs } from "./save-as";

type Templates = OutputOf<"getTemplates">;
type Roles = NonNullable<InputOf<"getTemplates">["roles"]>;

const CHOICES = [
  {
    value: "read",
    label: "Read only",
    help: "Counters, age, settings of everything. It cannot receive a message. Start here.",
  },
  {
    value: "read,inspect",
    label: "Read and inspect",
    help: "Also reads messages of dead-letter queues and gives them back, once somebody opts in.",
  },
  {
    value: "read,inspect,operate",
    label: "Read, inspect and operate",
    help: "Also redrives, discards and restores, after a plan; each run takes the role for itself.",
  },
] as const satisfies readonly { value: Roles; label: string; help: string }[];

const LANGUAGES = {
  cloudFormation: { label: "CloudFormation StackSet", file: "dlo-roles.yaml" },
  terraform: { label: "Terraform module", file: "dlo-roles.tf" },
} as const;

/** The roles as code, for all accounts at once. */
export function RoleStep({ templates: first }: { templates: Templates }) {
  const [roles, setRoles] = useState<Roles>("read");
  const templates = useAnswer("getTemplates", { roles }, roles === "read" ? { initialData: first } : {}).data ?? first;
  return (
    <>
      <div className="grid gap-x-8 gap-y-4 px-4 py-3 lg:grid-cols-2">
        <ChoiceList label="Which roles" choices={[...CHOICES]} value={roles} onChange={setRoles} />
        <dl className="grid content-start gap-2">
          <Fact term="ExternalId" value={templates.externalId} />
          <Fact
            term="Who takes the roles"
            value={templates.workerArn}
            missing="Not told yet; the worker says it within a minute of its start."
          />
        </dl>
      </div>
      <Code templates={templates} />
    </>
  );
}

function Fact({ term, value, missing = "" }: { term: string; value: string | null; missing?: string }) {
  return (
    <div className="min-w-0">
      <dt className="text-xs text-ink-3">{term}</dt>
      {value === null ? (
        <dd className="text-unknown">{missing}</dd>
      ) : (
        <dd className="flex items-start gap-1">
          <code className="machine min-w-0 leading-5 wrap-anywhere">{value}</code>
          <CopyButton text={value} label={`Copy ${term}`} isIconOnly />
        </dd>
      )}
    </div>
  );
}

function Code({ templates }: { templates: Templates }) {
  const [language, setLanguage] = useState<keyof typeof LANGUAGES>("cloudFormation");
  const text = templates[language];
  const { label, file } = LANGUAGES[language];
  return (
    <>
      <PanelHeader
        className="border-t"
        title={label}
        hint="the same actions that the worker calls, and no others"
        actions={
          <>
            <Segmented
              label="Language"
              size="sm"
              value={language}
              segments={Object.entries(LANGUAGES).map(([value, one]) => ({ value, label: one.label }))}
              onChange={(value) => setLanguage(value === "terraform" ? "terraform" : "cloudFormation")}
            />
            <CopyButton text={text} />
            <SaveAs file={file} text={text} />
          </>
        }
      />
      <ScrollRegion label={label} className="max-h-[320px] bg-sunken px-4 py-3">
        <pre className="machine leading-[18px]">{text}</pre>
      </ScrollRegion>
    </>
  );
}
