"use client";

import { useWhomToAsk } from "./me";
import type { Sight } from "./sight";
import { ButtonLink } from "./ui/button";
import { EmptyState } from "./ui/view-states";

/** In place of an empty list of what is connected, for whoever does not see all of it: empty here does not mean absent. */
export function NotShown({ sight }: { sight: Sight }) {
  const whom = useWhomToAsk();
  const rights = <ButtonLink href="/settings?tab=rights">What you may do</ButtonLink>;
  if (sight === "resources")
    return (
      <EmptyState
        title="Accounts as a whole are not shown to you."
        evidence={`Your grants name single resources, such as queues with a tag. What fails in them stands under Now and Queues. ${whom}`}
        action={rights}
      />
    );
  return (
    <EmptyState
      title="Nothing is shown to you here."
      evidence={`Your grants name nothing that is connected. ${whom}`}
      action={rights}
    />
  );
}
