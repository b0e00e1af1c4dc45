import { execute, sql } from "@/lib/db/query";
import { aCase, anId, type Case } from "./case";
import type { Stage } from "./day-one-cases";

/** The cases of what people decide about a failure class; each begins with a class of which nothing was decided. */
export function classCases(stage: () => Stage): readonly Case[] {
  let wishCount = 0;
  const ask = () => stage().world.ask;
  const absent = { id: anId("fc") };
  const until = { kind: "count", moreCount: 5 } as const;
  const reason = () => `known noise, case ${++wishCount}`;
  const theId = async () => (await ask()("listFailureClasses", { view: "all", limit: 1 })).items[0]?.id ?? "";
  const anOpenOne = async () => {
    const id = await theId();
    await ask()("reopenFailureClass", { id });
    return { id };
  };
  const aDismissedOne = async () => {
    const id = await theId();
    await ask()("dismissFailureClass", { id, reason: reason() });
    return { id };
  };
  return [
    aCase({ id: "acknowledgeFailureClass", right: anOpenOne, leaves: "class.acknowledged", absent }),
    aCase({
      id: "assignFailureClass",
      right: async () => ({ id: await theId(), owner: `team ${++wishCount}` }),
      leaves: "class.assigned",
      absent: { ...absent, owner: "team" },
    }),
    aCase({
      id: "snoozeFailureClass",
      right: async () => ({ ...(await anOpenOne()), until }),
      leaves: "class.snoozed",
      absent: { ...absent, until },
    }),
    aCase({
      id: "dismissFailureClass",
      right: async () => ({ ...(await anOpenOne()), reason: reason() }),
      leaves: "class.dismissed",
      absent: { ...absent, reason: "known noise" },
    }),
    aCase({ id: "reopenFailureClass", right: aDismissedOne, leaves: "class.reopened", absent }),
    aCase({
      id: "gatherClassEvidence",
      right: async () => {
        // The worker has answered the wish before.
        await execute(stage().world.db, sql`UPDATE class_evidence_ask SET state = 'nothing-found'`);
        return { id: await theId() };
      },
      leaves: "class.evidence-asked",
      absent,
    }),
    aCase({
      id: "setClassRunbook",
      right: async () => ({ id: await theId(), url: `https://wiki.test/${++wishCount}` }),
      leaves: "class.runbook-set",
      absent: { ...absent, url: null },
    }),
    aCase({
      id: "addClassNote",
      right: async () => ({ id: await theId(), text: `note ${++wishCount}` }),
      leaves: "class.noted",
      absent: { ...absent, text: "hello" },
    }),
    aCase({
      id: "createIssue",
      right: async () => {
        const channelId = `chn_${String(++wishCount).padStart(20, "0")}`;
        await execute(
          stage().world.db,
          sql`INSERT INTO channel (id, kind, name, config, created_at, updated_at) VALUES (${channelId}, 'github', ${channelId}, '{}', dlo_now(), dlo_now())`,
        );
        return { id: await theId(), channelId };
      },
      leaves: "class.issue-asked",
      absent: { ...absent, channelId: anId("chn") },
    }),
  ];
}
