"use client";

import { useAnswer } from "@/app/_components/api";
import { useSight } from "@/app/_components/me";
import { NotShown } from "@/app/_components/not-shown";
import { Button, ButtonLink } from "@/app/_components/ui/button";
import { EmptyState } from "@/app/_components/ui/view-states";
import { useUrlParams } from "@/app/_components/use-url-params";
import { RULE_FILTERS, ruleViewIn } from "./rules-query";

/** Why no rule is shown: the filter, rights over a part, no account, or nothing was found. */
export function NoRules() {
  const [parameters, change] = useUrlParams();
  if (!Object.keys(RULE_FILTERS).some((name) => parameters.has(name))) return <NothingFound what="rule" />;
  const state = ruleViewIn(parameters);
  return (
    <EmptyState
      title={state === "all" ? "No rule matches." : `No rule is known to be ${state}.`}
      evidence={
        state === "silent" || state === "failing" || state === "losing"
          ? "Of rules whose figures nobody could read this is not known: they stand under All as unknown."
          : undefined
      }
      action={<Button onClick={() => change(RULE_FILTERS)}>Clear the filter</Button>}
    />
  );
}

/** An empty list without any filter: not shown, not connected, or not there. */
export function NothingFound({ what }: { what: "rule" | "bus" | "archive" }) {
  const sight = useSight();
  const accounts = useAnswer("listAccounts", {});
  if (sight === "resources" || sight === "nothing") return <NotShown sight={sight} />;
  if (accounts.data?.items.length === 0)
    return (
      <EmptyState
        title="No account is connected yet."
        evidence={`Connect an AWS account with a read-only role; its ${what === "bus" ? "buses" : `${what}s`} appear within minutes.`}
        action={
          <ButtonLink variant="filled" href="/start">
            Connect an account
          </ButtonLink>
        }
      />
    );
  return (
    <EmptyState
      title={`No ${what} was found.`}
      evidence="EventBridge is looked through with the inventory. A place that could not be read is named above, where there is any."
      action={<ButtonLink href="/accounts/access">What works where</ButtonLink>}
    />
  );
}
