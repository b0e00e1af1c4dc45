import { AUDIT_OUTCOMES } from "@/lib/core/audit";
import type { Arguments, Command } from "../command";
import { EXIT } from "../exit-codes";
import { createExportCheck } from "../export-check";
import { Misuse } from "../misuse";

export const auditExport: Command = {
  name: "audit export",
  usage: "",
  summary: "Print the audit log as lines of JSON (ECS); the last line tells how many they are, and is signed.",
  flags: {
    since: { value: "<time>", summary: "entries from this time on, such as 2026-11-01 or 2026-11-01T08:00:00Z" },
    until: { value: "<time>", summary: "entries before this time" },
    actor: { value: "<name>", summary: "part of the name of who did it" },
    action: { value: "<action>", summary: "such as plan.applied" },
    object: { value: "<id>", summary: "what it was done to" },
    run: { value: "<id>", summary: "in this run" },
    outcome: { value: "<outcome>", oneOf: AUDIT_OUTCOMES, summary: "denied: what somebody tried and was refused" },
  },
  exits: "0 done · 1 error, also when it broke off: then the last line is missing",
  async run({ download, io }, given) {
    const check = createExportCheck();
    const query = queryFrom(given);
    for await (const line of download(`/audit/export${query.size ? `?${query}` : ""}`)) {
      check.add(line);
      io.print(line);
    }
    const end = check.end();
    if ("summary" in end) return EXIT.done;
    io.warn(`This export is not whole: ${end.reason}.`);
    return EXIT.error;
  },
};

function queryFrom(given: Arguments): URLSearchParams {
  const query = new URLSearchParams();
  const put = (name: string, value: string | undefined) => value !== undefined && query.set(name, value);
  put("since", timeFrom(given, "since"));
  put("until", timeFrom(given, "until"));
  put("actor", given.text("actor"));
  put("action", given.text("action"));
  put("objectId", given.text("object"));
  put("runId", given.text("run"));
  put("outcome", given.text("outcome"));
  return query;
}

function timeFrom(given: Arguments, flag: string): string | undefined {
  const text = given.text(flag);
  if (text === undefined) return undefined;
  const time = new Date(text);
  if (!/^\d{4}-\d\d-\d\d/.test(text) || Number.isNaN(time.getTime()))
    throw new Misuse(`--${flag} is a time such as 2026-11-01 or 2026-11-01T08:00:00Z, not ${text}.`);
  return time.toISOString();
}
