import type { Problem } from "@/lib/contract/problem";

type Difference = { setting: string; before: string | null; after: string | null };

/** What changed between the plan and now, setting by setting. */
export function PlanDifference({ problem }: { problem: Problem }) {
  const diff = differencesIn(problem.context?.diff);
  if (diff.length === 0) return null;
  return (
    <table className="mt-2 w-full text-xs">
      <thead className="text-left text-ink-3">
        <tr>
          <th className="font-normal">Setting</th>
          <th className="font-normal">In the plan</th>
          <th className="font-normal">Now</th>
        </tr>
      </thead>
      <tbody>
        {diff.map(({ setting, before, after }) => (
          <tr key={setting} className="align-top">
            <td className="pr-2 wrap-anywhere">{setting}</td>
            <td className="machine pr-2 wrap-anywhere">{valueText(before)}</td>
            <td className="machine wrap-anywhere">{valueText(after)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Of a digest its begin tells two apart. */
function valueText(value: string | null): string {
  return value?.replaceAll(/\b([0-9a-f]{12})[0-9a-f]{52}\b/g, "$1…") ?? "not there";
}

function differencesIn(value: unknown): Difference[] {
  return Array.isArray(value) ? value.filter(isDifference) : [];
}

function isDifference(value: unknown): value is Difference {
  return typeof value === "object" && value !== null && "setting" in value && typeof value.setting === "string";
}
