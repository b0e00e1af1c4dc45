import { KEEP_ALL } from "@/lib/core/privacy/retention";
import { advanceErasures } from "@/lib/operations/privacy/advance-erasures";
import { aCase, anId, type Case } from "./case";
import type { Stage } from "./day-one-cases";

/** The cases of retention, erasure and legal holds. */
export function erasingCases(stage: () => Stage): readonly Case[] {
  const ask = () => stage().world.ask;
  const aClass = async () => {
    const [first] = (await ask()("listFailedMessages", { queueId: stage().deadLetterQueue.id, limit: 1 })).items;
    return first?.classId ?? "";
  };
  let taken = 0;
  const aPreview = async () => {
    // From the end, where no other case looks; each is erased once.
    const messages = (await ask()("listFailedMessages", { queueId: stage().deadLetterQueue.id, limit: 200 })).items;
    const message = messages.at(--taken);
    const selection = { kind: "messages" as const, ids: [message?.id ?? ""] };
    const { id } = await ask()("previewErasure", { selection });
    await advanceErasures(stage().world.worker());
    const { counts } = await ask()("getErasure", { id });
    return { previewId: id, confirmCount: counts?.items ?? 0, reason: "asked by a customer" };
  };
  let cases = 0;
  const aHold = async () => {
    // On a queue without messages, so that no other case is held up.
    const [queue] = (await ask()("listQueues", { name: "parcels-dlq" })).items;
    return { scope: { kind: "queue" as const, id: queue?.id ?? "" }, reason: `case ${++cases}/26` };
  };
  return [
    aCase({
      id: "previewErasure",
      right: async () => ({ selection: { kind: "class", classId: await aClass() } }),
      leaves: "erasure.previewed",
      absent: { selection: { kind: "class", classId: anId("fc") } },
    }),
    aCase({
      id: "createErasure",
      right: aPreview,
      leaves: "erasure.asked",
      absent: { previewId: anId("ers"), confirmCount: 1, reason: "asked by a customer" },
    }),
    aCase({
      id: "putRetention",
      right: async () => ({ ...KEEP_ALL, ifVersion: (await ask()("getRetention", {})).version }),
      leaves: "retention.changed",
    }),
    aCase({
      id: "placeHold",
      right: aHold,
      leaves: "hold.placed",
      absent: { scope: { kind: "queue", id: anId("q") }, reason: "case 12/26" },
    }),
    aCase({
      id: "liftHold",
      right: async () => ({ id: (await ask()("placeHold", await aHold())).id, reason: "case closed" }),
      leaves: "hold.lifted",
      absent: { id: anId("hold"), reason: "case closed" },
    }),
  ];
}
