import { execute, sql } from "@/lib/db/query";
import { aCase, anId, type Case } from "./case";
import type { Stage } from "./day-one-cases";

/** The cases of channels and what they are told. */
export function channelCases(stage: () => Stage): readonly Case[] {
  let count = 0;
  const config = { url: "https://hooks.example/in" };
  const secret = { signingKey: "sixteen characters" };
  const aChannel = () => ({ kind: "webhook" as const, name: `hook ${++count}`, config, secret });
  const made = () => stage().world.ask("createChannel", aChannel());
  const aDeadNotification = async () => {
    const { db } = stage().world;
    const notification = await stage().world.ask("testChannel", { id: (await made()).id });
    await execute(db, sql`UPDATE notification SET state = 'dead', ended_at = dlo_now() WHERE id = ${notification.id}`);
    return { id: notification.id };
  };
  const changeOf = ({ id, version, name }: { id: string; version: number; name: string }) => {
    return { id, version, name: `${name} again`, config, isOn: false };
  };
  return [
    aCase({ id: "createChannel", right: aChannel, leaves: "channel.created" }),
    aCase({
      id: "updateChannel",
      right: async () => changeOf(await made()),
      leaves: "channel.changed",
      absent: changeOf({ id: anId("chn"), version: 1, name: "hook" }),
    }),
    aCase({
      id: "removeChannel",
      right: async () => ({ id: (await made()).id }),
      leaves: "channel.removed",
      absent: { id: anId("chn") },
    }),
    aCase({
      id: "testChannel",
      right: async () => ({ id: (await made()).id }),
      leaves: "channel.tested",
      absent: { id: anId("chn") },
    }),
    aCase({
      id: "replayNotification",
      right: aDeadNotification,
      leaves: "notification.replayed",
      absent: { id: anId("ntf") },
    }),
  ];
}
