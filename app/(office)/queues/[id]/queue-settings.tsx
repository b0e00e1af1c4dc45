import { formatPlural } from "@/app/_components/format";
import { Panel, PanelHeader } from "@/app/_components/ui/panel";
import { Moment } from "@/app/_components/ui/time";
import type { OutputOf } from "@/lib/contract";
import type { QueueDetail } from "@/lib/contract/queues";
import { type SettingRow, settingRows, settingText } from "./setting-rows";

type Change = OutputOf<"listConfigChanges">["items"][number];
type Props = { queue: QueueDetail; changes: Change[] };

/** How AWS has the queue set up, its tags, and what changed since we look. */
export function QueueSettings({ queue, changes }: Props) {
  const tags = Object.entries(queue.tags).map(([name, value]) => ({ name, value: value || "empty" }));
  return (
    <Panel
      title="Settings"
      hint={
        <>
          as of <Moment at={queue.seenAt} isPlain /> · made <Moment at={queue.awsCreatedAt} isPlain />
        </>
      }
      isFlush
    >
      <Rows rows={settingRows(queue.settings)} />
      {tags.length > 0 ? (
        <>
          <PanelHeader title="Tags" className="border-t" />
          <Rows rows={tags} />
        </>
      ) : null}
      <PanelHeader
        title="Changes"
        hint={changes.length > 0 ? formatPlural(changes.length, "change") : undefined}
        className="border-t"
      />
      {changes.length === 0 ? (
        <p className="px-4 py-3 text-ink-2">None since we first saw this queue.</p>
      ) : (
        <ol>
          {changes.map((change) => (
            <ChangeRow key={change.id} change={change} />
          ))}
        </ol>
      )}
    </Panel>
  );
}

function Rows({ rows }: { rows: SettingRow[] }) {
  return (
    <dl className="grid">
      {rows.map(({ name, value, raw }) => (
        <div
          key={name}
          className="grid gap-x-4 border-b px-4 py-1.5 last:border-b-0 sm:grid-cols-[240px_minmax(0,1fr)]"
        >
          <dt className="machine leading-5 text-ink-2 wrap-anywhere">{name}</dt>
          <dd title={raw} className="wrap-anywhere">
            {value.startsWith("{") ? <code className="machine leading-5">{value}</code> : value}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function ChangeRow({ change }: { change: Change }) {
  return (
    <li className="grid gap-x-4 border-b px-4 py-1.5 last:border-b-0 sm:grid-cols-[240px_minmax(0,1fr)]">
      <span className="text-ink-2">
        <Moment at={change.at} />
      </span>
      <span className="min-w-0 wrap-anywhere">
        <code className="machine leading-5">{change.field}</code>{" "}
        <span className="text-ink-2">{settingText(change.field, change.before)}</span> →{" "}
        {settingText(change.field, change.after)}
      </span>
    </li>
  );
}
