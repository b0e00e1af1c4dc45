import { expect, test } from "vitest";
import { execute, sql } from "@/lib/db/query";
import { readAlertFacts } from "@/lib/db/review-alert-facts";
import { createWorld } from "../../support/world";

const week = (from: string, until: string) => ({
  from: new Date(`${from}T00:00:00Z`),
  until: new Date(`${until}T00:00:00Z`),
  firstDay: from,
  endDay: until,
  lastWrittenAt: null,
});

test("the first answer to an alert counts, in its week only, also when it got worse and was answered again in the next", async () => {
  const world = await createWorld();
  await execute(
    world.db,
    sql`INSERT INTO alert (id, state, severity, opened_at, changed_at, paged_at, told_at, acknowledged_at)
        VALUES ('alr_1', 'acknowledged', 'page', '2026-11-13T10:00Z', '2026-11-17T08:00Z', '2026-11-13T10:00Z', '2026-11-13T10:00Z', '2026-11-17T08:00Z')`,
  );
  await execute(
    world.db,
    sql`INSERT INTO alert_reason (alert_id, condition, severity, subject_kind, subject_id, subject_name, account_id, sentence, since, opened_at, seen_at)
        VALUES ('alr_1', 'class-new', 'page', 'class', 'fc_1', 'unknown tier', '', 'It fails.', '2026-11-13T09:55Z', '2026-11-13T10:00Z', '2026-11-17T08:00Z')`,
  );
  await execute(
    world.db,
    sql`INSERT INTO alert_event (alert_id, at, kind) VALUES ('alr_1', '2026-11-13T10:04Z', 'acknowledged'), ('alr_1', '2026-11-17T07:00Z', 'unacknowledged'),
          ('alr_1', '2026-11-17T08:00Z', 'acknowledged')`,
  );

  const answersOf = async (from: string, until: string) =>
    (await readAlertFacts(world.db, week(from, until))).filter(({ kind }) => kind === "time-to-acknowledge");
  expect(await answersOf("2026-11-09", "2026-11-16")).toMatchObject([{ value: 240 }]);
  expect(await answersOf("2026-11-16", "2026-11-23")).toEqual([]);
});
