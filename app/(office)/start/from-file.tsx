"use client";

import { useAnswer } from "@/app/_components/api";
import { formatPlural } from "@/app/_components/format";
import { CopyButton } from "@/app/_components/ui/copy-button";
import { Moment } from "@/app/_components/ui/time";

const COMMANDS = `export DLO_URL=… DLO_TOKEN=…        # a token of an admin, from Settings
dlo config export --out dlo.yaml    # what is set now
dlo config diff dlo.yaml            # what applying would change
dlo config apply dlo.yaml`;

/** Accounts, selection, owners and opt-ins from one file in Git, and what was changed by hand since. */
export function FromFile() {
  const drift = useAnswer("getDrift", {}).data;
  return (
    <div className="grid gap-3">
      <p className="max-w-[72ch] text-ink-2">
        One YAML file holds accounts, selection, owners and opt-ins. Applying it is all or nothing; what is wrong is
        named with its line.
      </p>
      <div className="overflow-hidden rounded-md border bg-sunken">
        <div className="flex justify-end px-2 pt-1.5">
          <CopyButton text={COMMANDS} />
        </div>
        <pre className="machine overflow-x-auto px-3.5 pb-3 leading-5">{COMMANDS}</pre>
      </div>
      {drift?.appliedAt ? (
        <p className="text-ink-2">
          Applied last <Moment at={drift.appliedAt} /> by {drift.appliedBy}:{" "}
          {drift.differences.length === 0
            ? "everything is as the file says."
            : `${formatPlural(drift.differences.length, "difference")} since.`}
        </p>
      ) : null}
      {drift && drift.differences.length > 0 ? (
        <ul className="machine grid gap-0.5">
          {drift.differences.slice(0, 20).map(({ path, before, after }) => (
            <li key={path} className="wrap-anywhere">
              {path}: <del className="text-ink-3">{before ?? "nothing"}</del> → {after ?? "nothing"}
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
