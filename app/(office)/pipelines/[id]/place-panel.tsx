import { DescriptionList } from "@/app/_components/ui/description-list";
import { Panel } from "@/app/_components/ui/panel";
import { TextLink } from "@/app/_components/ui/text-link";
import type { PipelineDetail } from "@/lib/contract/pipelines";
import { KIND_WORDS, PATTERN_WORDS } from "../part-words";

/** Where it begins, where it lies, what it looks like, and what it leads to that is not read here. */
export function PlacePanel({ pipeline }: { pipeline: PipelineDetail }) {
  const { id, entry, accounts, regions, patterns, outsideNotes } = pipeline;
  return (
    <Panel title="Where it is" isFlush>
      <DescriptionList
        items={[
          {
            term: "Begins at",
            value: entry ? `${KIND_WORDS[entry.kind]} ${entry.name}` : "a part that you do not see",
          },
          {
            term: "Accounts",
            value: (
              <span className="flex flex-wrap gap-x-2">
                {accounts.map((account) => (
                  <TextLink key={account.id} href={`/accounts/${account.id}`}>
                    {account.name}
                  </TextLink>
                ))}
              </span>
            ),
          },
          { term: "Regions", value: regions.join(", ") || "–" },
          {
            term: "Patterns",
            value: patterns.map((pattern) => PATTERN_WORDS[pattern]).join(", ") || "none recognised",
          },
          { term: "Id", value: id, isMachine: true },
        ]}
      />
      {outsideNotes.length > 0 ? (
        <ul className="border-t px-4 py-2.5 text-xs text-ink-2">
          {outsideNotes.map((note) => (
            <li key={note} className="py-0.5">
              {note}
            </li>
          ))}
        </ul>
      ) : null}
    </Panel>
  );
}
