import { ButtonLink } from "@/app/_components/ui/button";
import { Panel } from "@/app/_components/ui/panel";
import { TextLink } from "@/app/_components/ui/text-link";
import type { EventRuleDetail } from "@/lib/contract/event-buses";
import { retentionWords } from "../../archives/archive-words";
import { replayAddress } from "../../replay-address";

/** The archives of its bus, from which events can be sent to this rule again. */
export function RuleArchives({ rule }: { rule: EventRuleDetail }) {
  return (
    <Panel title="Archives of its bus" isFlush>
      {rule.archives.length === 0 ? (
        <p className="px-4 py-3 text-ink-2">None: what this bus got cannot be replayed.</p>
      ) : (
        <ul>
          {rule.archives.map((archive) => (
            <li
              key={archive.id}
              className="flex flex-wrap items-center gap-x-3 gap-y-1.5 border-b px-4 py-2.5 last:border-b-0"
            >
              <span className="min-w-0 flex-1 basis-32">
                <TextLink href={`/events/archives/${archive.id}`} className="wrap-anywhere">
                  {archive.name}
                </TextLink>
                <span className="block text-xs text-ink-2">
                  {archive.keepsAll ? "every event" : "some events"}, {retentionWords(archive.retentionDays)}
                </span>
              </span>
              <ButtonLink size="sm" href={replayAddress(archive.id, { ruleIds: [rule.id] })}>
                Replay…
              </ButtonLink>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
