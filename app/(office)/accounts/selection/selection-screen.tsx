import { formatCount, formatPlural } from "@/app/_components/format";
import { PageHeader } from "@/app/_components/ui/page-header";
import type { OutputOf } from "@/lib/contract";
import { AccountTabs } from "../account-tabs";
import { ReadingPanel } from "./reading-panel";
import { SelectionPanel } from "./selection-panel";

type Props = { selection: OutputOf<"getSelection">; reading: OutputOf<"getReading"> };

/** Which queues are counted at all, and which of the dead-letter queues may be read. */
export function SelectionScreen({ selection, reading }: Props) {
  const { listedCount, selectedCount } = selection.counts;
  return (
    <>
      <PageHeader
        title={`${formatCount(selectedCount)} of ${formatPlural(listedCount, "queue")} are looked at.`}
        lead="It holds for new and short-lived queues too. Counting costs about a request a minute and queue; reading messages is another matter, below."
      />
      <AccountTabs here="selection" />
      <div className="grid max-w-[980px] gap-4">
        <SelectionPanel selection={selection} />
        <ReadingPanel reading={reading} />
      </div>
    </>
  );
}
