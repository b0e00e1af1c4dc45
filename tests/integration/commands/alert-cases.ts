import { aCase, anId, type Case } from "./case";
import type { Stage } from "./day-one-cases";

/** The cases of alerts, silences and hand-overs. */
export function alertCases(stage: () => Stage): readonly Case[] {
  const absent = { id: anId("alr") };
  const until = new Date(Date.now() + 86_400_000).toISOString();
  let count = 0;
  const anAlert = async (state: "open" | "acknowledged" = "open") => {
    const { world, accountId } = stage();
    const id = `alr_${String(++count).padStart(20, "0")}`;
    await world.db
      .$executeRaw`INSERT INTO alert (id, state, severity, opened_at, changed_at) VALUES (${id}, ${state}, 'page', now(), now())`;
    await world.db
      .$executeRaw`INSERT INTO alert_reason (alert_id, condition, severity, subject_kind, subject_id, subject_name, account_id, sentence, since, opened_at, seen_at)
      VALUES (${id}, 'queue-silent', 'page', 'queue', ${id}, 'orders', ${accountId}, 'It is quiet.', now(), now(), now())`;
    return id;
  };
  const about = () => ({ accountId: stage().accountId });
  return [
    aCase({
      id: "acknowledgeAlert",
      right: async () => ({ id: await anAlert() }),
      leaves: "alert.acknowledged",
      absent,
    }),
    aCase({
      id: "unacknowledgeAlert",
      right: async () => ({ id: await anAlert("acknowledged") }),
      leaves: "alert.unacknowledged",
      absent,
    }),
    aCase({
      id: "markAlertNoise",
      right: async () => ({ id: await anAlert(), isNoise: true }),
      leaves: "alert.judged",
      absent: { ...absent, isNoise: true },
    }),
    aCase({
      id: "createSilence",
      right: () => ({ about: about(), reason: `known ${++count}`, until }),
      leaves: "silence.created",
      absent: { about: { accountId: anId("acc") }, reason: "known", until },
    }),
    aCase({
      id: "endSilence",
      right: async () => {
        const silence = await stage().world.ask("createSilence", { about: about(), reason: "known", until });
        return { id: silence.id };
      },
      leaves: "silence.ended",
      absent: { id: anId("sil") },
    }),
    aCase({
      id: "createCapsule",
      right: async () => ({ subject: { kind: "alert", id: await anAlert() } }),
      leaves: "capsule.created",
      absent: { subject: { kind: "alert", id: anId("alr") } },
    }),
  ];
}
