"use client";

import { KeyFigures } from "@/app/_components/ui/check-list";
import { CopyButton } from "@/app/_components/ui/copy-button";
import { DrawerSection } from "@/app/_components/ui/drawer";
import type { Plan } from "@/lib/contract/plans";
import { PriceNote, priceFigure } from "./plan-price";

/** The terms of a plan that sends no message: what is copied, deleted or set, how long it takes, and the same as code. */
export function LossTerms({ plan }: { plan: Plan }) {
  const undo = { label: "Undo", value: `${plan.undoSeconds} s before it starts` };
  if (!plan.change)
    return (
      <DrawerSection>
        <KeyFigures
          figures={[
            { label: "Takes", value: "what can be reached" },
            { label: "Hides each for", value: "seconds, 30 s at most" },
            { label: "Deletes", value: plan.action === "purge" ? "everything, for good" : "nothing" },
            priceFigure(plan),
            undo,
          ]}
        />
        <PriceNote plan={plan} />
      </DrawerSection>
    );
  const { setting, before, after } = plan.change;
  return (
    <>
      <DrawerSection>
        <KeyFigures
          figures={[
            { label: setting, value: `${before} → ${after} s` },
            { label: "Shows", value: "within 60 s" },
            { label: "Acts", value: "within 15 min" },
            priceFigure(plan),
            undo,
          ]}
        />
        <PriceNote plan={plan} />
      </DrawerSection>
      {plan.asCode ? <AsCode asCode={plan.asCode} /> : null}
    </>
  );
}

function AsCode({ asCode }: { asCode: NonNullable<Plan["asCode"]> }) {
  return (
    <DrawerSection title="The same as code" hint="so that the next deployment does not set it back">
      <pre className="machine overflow-x-auto rounded-md border bg-sunken px-3 py-2">{asCode.terraform}</pre>
      <div className="-ml-2 mt-1 flex flex-wrap">
        <CopyButton label="Copy as Terraform" text={asCode.terraform} />
        <CopyButton label="Copy as CloudFormation" text={asCode.cloudFormation} />
        <CopyButton label="Copy for the AWS CLI" text={asCode.cli} />
      </div>
    </DrawerSection>
  );
}
