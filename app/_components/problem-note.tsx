"use client";

import Link from "next/link";
import type { ReactNode } from "react";
import type { Problem } from "@/lib/contract/problem";
import { ErrorState } from "./ui/view-states";

/** What was refused or failed, in the server's own words. It stays until the next try. */
export function ProblemNote({ problem, action }: { problem: Problem; action?: ReactNode }) {
  return (
    <div role="alert" className="rounded-md border border-danger-line bg-danger-soft px-3.5 py-2">
      <p className="text-danger">{problem.detail}</p>
      {problem.fields && problem.fields.length > 0 ? (
        <ul className="mt-1 text-xs text-ink-2">
          {problem.fields.map(({ field, message }) => (
            <li key={`${field} ${message}`}>
              <code className="machine">{field}</code> {message}
            </li>
          ))}
        </ul>
      ) : null}
      <p className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1 text-xs text-ink-2">
        {action}
        {problem.code === "unavailable" ? null : (
          <Link href={`/docs/errors#${problem.code}`} className="underline underline-offset-2">
            What this means
          </Link>
        )}
        {problem.requestId ? (
          <span>
            Request <code className="machine">{problem.requestId}</code>
          </span>
        ) : null}
      </p>
    </div>
  );
}

/** A read that failed with nothing to show in its place. */
export function ReadFailure({ what, problem, onRetry }: { what: string; problem: Problem; onRetry: () => void }) {
  return <ErrorState what={what} stillWorks={problem.detail} requestId={problem.requestId} onRetry={onRetry} />;
}
