import { alertSettingsSchema } from "@/lib/contract/alert-settings";
import { type Condition, type Reason, reasonKey } from "@/lib/core/alerts/reason";
import { takeTurnAtAlerts } from "@/lib/db/alerts";
import { inTransaction } from "@/lib/db/connect";
import { execute, rows, sql } from "@/lib/db/query";
import { putSetting } from "@/lib/db/settings";
import { judgeReasons } from "@/lib/operations/alerts/judge-alerts";
import { ALERT_SETTINGS, alertSettingsOf } from "@/lib/operations/alerts/settings";
import { connectShop, createWorld, REGION, type World } from "../../support/world";

/** A production account and one that is not, and what the judge makes of reasons that a test names. */
export async function createJudgingWorld() {
  const world = await createWorld();
  const production = await connectShop(world, { isProduction: true });
  const test = await connectShop(world, { awsAccountId: "222222222222" });
  // What holds in the first minutes of an account was so before.
  await execute(world.db, sql`UPDATE account SET created_at = created_at - interval '1 day'`);
  return { ...world, production, test, ...judging(world) };
}
export type JudgingWorld = Awaited<ReturnType<typeof createJudgingWorld>>;

function judging(world: World) {
  return {
    /** Judges as the poller does, with these conditions holding now. False: another worker judged. */
    judge: (reasons: readonly Reason[], worker = world.worker()) =>
      inTransaction(world.workerDb, async (tx) => {
        const at = await takeTurnAtAlerts(tx);
        if (at === undefined) return false;
        await judgeReasons(worker, tx, reasons, { settings: await alertSettingsOf(tx), at });
        return true;
      }),
    set: (settings: Parameters<typeof alertSettingsSchema.parse>[0]) =>
      putSetting(world.db, ALERT_SETTINGS, alertSettingsSchema.parse(settings)),
    async addChannel(name: string, kind = "webhook") {
      const id = world.worker().newId("channel");
      await execute(
        world.db,
        sql`INSERT INTO channel (id, kind, name, config, created_at, updated_at) VALUES (${id}, ${kind}, ${name}, '{}', dlo_now(), dlo_now())`,
      );
      return id;
    },
    pass: (minutes: number) =>
      execute(world.db, sql`UPDATE series.clock_shift SET shift = shift + make_interval(mins => ${minutes})`),
    alerts: () =>
      rows<AlertRow>(
        world.db,
        sql`SELECT a.*, (SELECT count(*)::int FROM alert_reason r WHERE r.alert_id = a.id AND r.resolved_at IS NULL) AS open_reasons FROM alert a ORDER BY number`,
      ),
    told: () =>
      rows<{ channel: string; kind: string; state: string; severity: string; number: number }>(
        world.db,
        sql`SELECT c.name AS channel, n.kind, n.state, n.document->>'severity' AS severity, a.number FROM notification n JOIN channel c ON c.id = n.channel_id
            JOIN alert a ON a.id = n.alert_id ORDER BY n.queued_at, c.name`,
      ),
    events: async () =>
      (await rows<{ kind: string }>(world.db, sql`SELECT kind FROM alert_event ORDER BY id`)).map(({ kind }) => kind),
    async silence(about: object, { kind = "silence", minutes = 60 } = {}) {
      const id = world.worker().newId("silence");
      await execute(
        world.db,
        sql`INSERT INTO silence (id, kind, match, account_id, reason, from_at, until_at, created_at, created_by)
            VALUES (${id}, ${kind}, ${JSON.stringify(about)}::jsonb, '', 'known', dlo_now(), dlo_now() + make_interval(mins => ${minutes}), dlo_now(), 'Ada')`,
      );
      return id;
    },
  };
}

interface AlertRow {
  readonly id: string;
  readonly number: number;
  readonly state: string;
  readonly severity: string;
  readonly mute: string | null;
  readonly muteReason: string | null;
  readonly silenceId: string | null;
  readonly pagedAt: string | null;
  readonly toldAt: string | null;
  readonly openReasons: number;
}

/** A condition that holds in an account. */
export function aReason(accountId: string, condition: Condition, name: string, more: Partial<Reason> = {}): Reason {
  const kind = condition.startsWith("class") ? "class" : "queue";
  const subject = { kind, id: `${kind}-${name}`, name } as const;
  return {
    condition,
    severity: "page",
    subject,
    accountId,
    region: REGION,
    arn: `arn:aws:sqs:${REGION}:111111111111:${name}`,
    queueId: null,
    classId: kind === "class" ? subject.id : null,
    since: new Date(),
    sentence: `${name} fails: ${reasonKey({ condition, subject })}`,
    ties: [],
    ...more,
  };
}
