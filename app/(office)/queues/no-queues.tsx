"use client";

import { useAnswer } from "@/app/_components/api";
import { useSight } from "@/app/_components/me";
import { NotShown } from "@/app/_components/not-shown";
import { Button, ButtonLink } from "@/app/_components/ui/button";
import { RelativeTime } from "@/app/_components/ui/time";
import { EmptyState } from "@/app/_components/ui/view-states";
import { useUrlParams } from "@/app/_components/use-url-params";

const FILTERS = { kind: undefined, name: undefined, with: undefined };

/** Why the list is empty: the filter, rights over a part, no account, or accounts that were not looked at yet. */
export function NoQueues({ readAt }: { readAt: string | null }) {
  const [parameters, change] = useUrlParams();
  const sight = useSight();
  const accounts = useAnswer("listAccounts", {});
  const isFiltered = Object.keys(FILTERS).some((name) => parameters.has(name));
  if (isFiltered)
    return (
      <EmptyState
        title="No queue matches."
        evidence={
          readAt ? (
            <>
              Looked through what was read <RelativeTime at={readAt} suffix=" ago" isPlain />.
            </>
          ) : undefined
        }
        action={<Button onClick={() => change(FILTERS)}>Clear the filter</Button>}
      />
    );
  const isNoneShown = accounts.data?.items.length === 0;
  if (isNoneShown && sight !== "everything") return <NotShown sight={sight} />;
  if (isNoneShown)
    return (
      <EmptyState
        title="No account is connected yet."
        evidence="Connect an AWS account with a read-only role; its queues appear within two minutes."
        action={
          <ButtonLink variant="filled" href="/start">
            Connect an account
          </ButtonLink>
        }
      />
    );
  return (
    <EmptyState
      title="No queue was found yet."
      evidence="Accounts are looked through every two minutes. A Region that cannot be seen says why on the accounts page."
      action={<ButtonLink href="/accounts">Look at the accounts</ButtonLink>}
    />
  );
}
