import { expect, test } from "vitest";
import { readerOf } from "@/app/_components/page-parameters";
import { auditFilterOf, exportAddress } from "./audit-query";

test("the address names entries by person, thing, run, action, outcome and days", () => {
  const address = { person: "usr_1", object: "q_1", run: "run_1", action: "plan.applied", outcome: "denied" };

  expect(auditFilterOf(readerOf({ ...address, from: "2026-11-01", to: "2026-11-02" }))).toEqual({
    ...{ actorId: "usr_1", objectId: "q_1", runId: "run_1", action: "plan.applied", outcome: "denied" },
    since: "2026-11-01T00:00:00.000Z",
    until: "2026-11-03T00:00:00.000Z",
  });
});

test("what is no action, outcome or day filters nothing", () => {
  expect(auditFilterOf(readerOf({ action: "x", outcome: "maybe", from: "yesterday", to: "2026-99-99" }))).toEqual({});
});

test("the export is of the entries that are shown", () => {
  expect(exportAddress(readerOf({ actor: "Otto & Co", entry: "7" }))).toBe("/api/v1/audit/export?actor=Otto+%26+Co");
});
