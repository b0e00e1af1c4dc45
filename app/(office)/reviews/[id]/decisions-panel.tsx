import { formatPlural } from "@/app/_components/format";
import { Panel } from "@/app/_components/ui/panel";
import { TextLink } from "@/app/_components/ui/text-link";
import type { Review } from "@/lib/contract/review-fields";
import { factsAddress } from "../review-address";

const SHOWN = 8;

/** What somebody must decide, and what nobody answers for. */
export function DecisionsPanel({ review: { id, decisions, unownedCount } }: { review: Review }) {
  const more = decisions.length - SHOWN;
  return (
    <Panel title="Decisions needed" hint={decisions.length > 0 ? `${decisions.length}, as of then` : undefined} isFlush>
      {decisions.length === 0 ? (
        <p className="px-4 py-3 text-ink-2">Nothing waited for a decision when the week was written down.</p>
      ) : (
        <ol>
          {decisions.slice(0, SHOWN).map(({ label, href }) => (
            <li key={label} className="border-b px-4 py-[7px] wrap-anywhere last:border-b-0">
              {href ? <TextLink href={href}>{label}</TextLink> : label}
            </li>
          ))}
        </ol>
      )}
      <p className="flex flex-wrap gap-x-4 border-t px-4 py-2 text-xs text-ink-2">
        {more > 0 ? <TextLink href={factsAddress(id, { kinds: ["decision"] })}>{more} more to decide</TextLink> : null}
        {unownedCount > 0 ? (
          <TextLink href={factsAddress(id, { kinds: ["unowned"] })}>
            {formatPlural(unownedCount, "pipeline or queue", "pipelines and queues")} nobody answers for
          </TextLink>
        ) : (
          <span>Somebody answers for every pipeline and queue.</span>
        )}
      </p>
    </Panel>
  );
}
