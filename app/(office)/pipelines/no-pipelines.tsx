"use client";

import { useAnswer } from "@/app/_components/api";
import { useSight } from "@/app/_components/me";
import { NotShown } from "@/app/_components/not-shown";
import { Button, ButtonLink } from "@/app/_components/ui/button";
import { EmptyState } from "@/app/_components/ui/view-states";
import { useUrlParams } from "@/app/_components/use-url-params";
import { PIPELINE_FILTERS } from "./pipelines-query";

/** Why no pipeline is shown: the filter, rights over a part, no account, or none was put together yet. */
export function NoPipelines({ assembledAt }: { assembledAt: string | null | undefined }) {
  const [parameters, change] = useUrlParams();
  const sight = useSight();
  const accounts = useAnswer("listAccounts", {});
  if (Object.keys(PIPELINE_FILTERS).some((name) => parameters.has(name)))
    return (
      <EmptyState
        title="No pipeline matches."
        action={<Button onClick={() => change(PIPELINE_FILTERS)}>Clear the filter</Button>}
      />
    );
  if (sight === "resources" || sight === "nothing") return <NotShown sight={sight} />;
  if (accounts.data?.items.length === 0)
    return (
      <EmptyState
        title="No account is connected yet."
        evidence="Connect an AWS account with a read-only role; its pipelines are put together by themselves."
        action={
          <ButtonLink variant="filled" href="/start">
            Connect an account
          </ButtonLink>
        }
      />
    );
  if (!assembledAt)
    return (
      <EmptyState
        title="Not put together yet."
        evidence="Pipelines are worked out of the inventory, which is being read. This fills by itself within minutes."
      />
    );
  return (
    <EmptyState
      title="No pipeline was found."
      evidence="Nothing that was read leads from one thing to another. What stands alone is listed as unassigned."
      action={<ButtonLink href="/pipelines/unassigned">Unassigned</ButtonLink>}
    />
  );
}
