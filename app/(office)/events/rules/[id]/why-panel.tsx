import { Panel } from "@/app/_components/ui/panel";

/** Why its events probably fail, by what is known of its targets and queues. Nothing while nothing fails. */
export function WhyPanel({ causes }: { causes: readonly string[] }) {
  if (causes.length === 0) return null;
  return (
    <Panel title="Why it probably fails" isFlush>
      <ul>
        {causes.map((cause) => (
          <li key={cause} className="border-b px-4 py-2.5 last:border-b-0">
            {cause}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
