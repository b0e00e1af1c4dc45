import { NOT_APPLICABLE_TEXT } from "@/app/_components/format";
import { DescriptionList } from "@/app/_components/ui/description-list";
import { Panel } from "@/app/_components/ui/panel";

/** Settings by name, as they were read. What is nested stands as JSON. */
export function SettingsPanel({ title, values }: { title: string; values: Readonly<Record<string, unknown>> }) {
  return (
    <Panel title={title} isFlush>
      <DescriptionList
        className="grid-cols-[minmax(92px,180px)_minmax(0,1fr)]"
        items={Object.entries(values).map(([term, value]) => ({
          term: spaced(term),
          value: shown(value),
          isMachine: true,
        }))}
      />
    </Panel>
  );
}

/** "maxReceiveCount" → "max receive count". */
function spaced(name: string): string {
  return name.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
}

function shown(value: unknown) {
  if (value === null || value === undefined) return <span className="text-ink-3">{NOT_APPLICABLE_TEXT}</span>;
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "object")
    return <pre className="machine whitespace-pre-wrap wrap-anywhere">{JSON.stringify(value, null, 2)}</pre>;
  return String(value);
}
