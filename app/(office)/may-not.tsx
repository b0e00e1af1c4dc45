import { BlankPage } from "@/app/_components/ui/blank-page";
import { ButtonLink } from "@/app/_components/ui/button";
import { CAPABILITIES, type Capability } from "@/lib/core/access/capabilities";

/** A whole page that this person may not see, and who can change that. */
export function MayNot({ capability }: { capability: Capability }) {
  return (
    <BlankPage
      title="Not for your role."
      actions={
        <>
          <ButtonLink href="/">Go to Now</ButtonLink>
          <ButtonLink href="/settings?tab=rights">What you may do</ButtonLink>
        </>
      }
    >
      <p>You may not {CAPABILITIES[capability]}. An admin can give you a role that may.</p>
    </BlankPage>
  );
}
