"use client";

import { useRefusal, useWhomToAsk } from "@/app/_components/me";
import { BlankPage } from "@/app/_components/ui/blank-page";
import { ButtonLink } from "@/app/_components/ui/button";
import type { Capability } from "@/lib/core/access/capabilities";

type Props = {
  capability: Capability;
  title?: string;
  /** What stands on the page concerns all accounts at once. */
  isAboutAll?: boolean;
};

/** A whole page that this person may not see: what they lack, and whom to ask for it. */
export function MayNot({ capability, title = "Not for your role.", isAboutAll = false }: Props) {
  const refusal = useRefusal(capability, isAboutAll ? "everything" : undefined);
  const whom = useWhomToAsk();
  return (
    <BlankPage
      title={title}
      actions={
        <>
          <ButtonLink href="/">Go to Now</ButtonLink>
          <ButtonLink href="/settings?tab=rights">What you may do</ButtonLink>
        </>
      }
    >
      <p>{refusal ?? `It is not shown to you. ${whom}`}</p>
    </BlankPage>
  );
}
