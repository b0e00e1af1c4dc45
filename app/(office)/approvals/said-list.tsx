import { RelativeTime } from "@/app/_components/ui/time";
import type { Plan } from "@/lib/contract/plans";
import { saidWords } from "./approval-words";

/** What people said about a plan, in order. */
export function SaidList({ approval }: { approval: Plan["approval"] }) {
  const { said, given } = approval;
  if (said.length === 0) return <p className="text-ink-2">Nobody has said anything yet.</p>;
  const isLost = (by: string, at: string) => given.some((one) => one.by === by && one.at === at && !one.counts);
  return (
    <ol className="grid gap-2">
      {said.map(({ kind, by, at, comment }) => (
        <li key={`${at} ${by} ${kind}`} className="min-w-0">
          <p>
            <span className="weight-emphasis">{by}</span> {saidWords(kind)}{" "}
            <span className="text-xs text-ink-3">
              <RelativeTime at={at} suffix=" ago" isPlain />
            </span>
          </p>
          {comment ? <p className="wrap-anywhere whitespace-pre-line text-ink-2">{comment}</p> : null}
          {kind === "approved" && isLost(by, at) ? (
            <p className="text-xs text-warn">Does not count any more: {by} lost the right to approve here.</p>
          ) : null}
        </li>
      ))}
    </ol>
  );
}
