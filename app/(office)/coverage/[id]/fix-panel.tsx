"use client";

import { useState } from "react";
import { CopyButton } from "@/app/_components/ui/copy-button";
import { Panel } from "@/app/_components/ui/panel";
import { ScrollRegion } from "@/app/_components/ui/scroll-region";
import { Segmented } from "@/app/_components/ui/segmented";
import type { FindingDetail } from "@/lib/contract/coverage";

const LANGUAGES = [
  { value: "terraform", label: "Terraform" },
  { value: "cloudFormation", label: "CloudFormation" },
];

/** The code that mends the hole. It is never applied from here: what code made, code must change. */
export function FixPanel({ finding }: { finding: FindingDetail }) {
  const [language, setLanguage] = useState<"terraform" | "cloudFormation">("terraform");
  if (!finding.fix)
    return (
      <Panel title="The fix">
        <p className="text-ink-2">Code cannot mend this one; it needs a decision of its owner.</p>
      </Panel>
    );
  const code = finding.fix[language];
  return (
    <Panel
      title="The fix, as code"
      hint="merge it into the code that made the resource"
      actions={
        <>
          <Segmented
            label="Language"
            size="sm"
            segments={LANGUAGES}
            value={language}
            onChange={(value) => setLanguage(value === "terraform" ? "terraform" : "cloudFormation")}
          />
          <CopyButton text={code} />
        </>
      }
      isFlush
    >
      <ScrollRegion label="The fix as code" className="max-h-[60vh] overflow-auto">
        <pre className="machine px-4 py-3 leading-5">{code}</pre>
      </ScrollRegion>
    </Panel>
  );
}
