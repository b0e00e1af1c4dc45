"use client";

import { useAnswer } from "@/app/_components/api";
import { Button } from "@/app/_components/ui/button";
import type { RetentionRules } from "@/lib/core/privacy/retention";
import { AddOverride } from "./add-override";
import { daysWords } from "./retention-draft";
import type { RetentionDraft } from "./use-retention";

type Override = RetentionRules["overrides"][number];
type Props = { retention: RetentionDraft; refusal: string | undefined };

/** Where it is otherwise: for an environment, an account or a queue; the narrowest says it. */
export function RetentionOverrides({ retention, refusal }: Props) {
  const { draft, change, saved } = retention;
  const accounts = useAnswer("listAccounts", {});
  const nameOf = ({ kind, id }: Override["scope"]) =>
    kind === "account" ? (accounts.data?.items.find((account) => account.id === id)?.name ?? id) : id;
  const mostOf = (kind: string) => saved.kinds.find((one) => one.kind === kind)?.mostDays ?? null;
  const put = (overrides: Override[]) => change({ ...draft, overrides });
  return (
    <section aria-label="Otherwise" className="mt-3 grid gap-2 border-t pt-3">
      <p className="weight-emphasis">Otherwise for</p>
      {draft.overrides.length === 0 ? (
        <p className="text-xs text-ink-2">Nothing: the days above hold everywhere.</p>
      ) : null}
      <ul className="grid gap-1">
        {draft.overrides.map(({ scope, days }, index) => (
          <li key={`${scope.kind} ${scope.id}`} className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <span className="min-w-0 flex-1 basis-60 wrap-anywhere">
              {scope.kind} <span className="weight-emphasis">{nameOf(scope)}</span>:{" "}
              {Object.entries(days)
                .map(([kind, count]) => `${nameOfKind(saved.kinds, kind)} ${daysWords(count, mostOf(kind))}`)
                .join(", ")}
            </span>
            {refusal ? null : (
              <Button
                size="sm"
                aria-label={`Remove what holds for ${scope.kind} ${nameOf(scope)}`}
                onClick={() => put(draft.overrides.toSpliced(index, 1))}
              >
                Remove
              </Button>
            )}
          </li>
        ))}
      </ul>
      {refusal ? null : <AddOverride retention={retention} onAdd={(one) => put(withOverride(draft.overrides, one))} />}
    </section>
  );
}

function nameOfKind(kinds: RetentionDraft["saved"]["kinds"], kind: string): string {
  return kinds.find((one) => one.kind === kind)?.name ?? kind;
}

/** One scope has one entry: what is said of another kind joins it. */
function withOverride(overrides: readonly Override[], { scope, days }: Override): Override[] {
  const at = overrides.findIndex((one) => one.scope.kind === scope.kind && one.scope.id === scope.id);
  const before = overrides[at];
  return before
    ? overrides.toSpliced(at, 1, { scope, days: { ...before.days, ...days } })
    : [...overrides, { scope, days }];
}
