import { aCase, anId, type Case } from "./case";
import type { Stage } from "./day-one-cases";

/** The cases of masking: rules, and what one person sees for a while. */
export function maskingCases(stage: () => Stage): readonly Case[] {
  let count = 0;
  const ask = () => stage().world.ask;
  const aMessage = async () => {
    const found = (await ask()("listFailedMessages", { limit: 200 })).items.find(({ hasBody }) => hasBody);
    if (!found) throw new Error("no message is kept whole");
    return found.id;
  };
  const reason = () => `support case ${++count}`;
  return [
    aCase({
      id: "putMaskingRules",
      right: async () => {
        const { rules } = await ask()("getMaskingRules", {});
        return { rules: rules.map((rule, index) => (index === 0 ? { ...rule, name: reason() } : rule)) };
      },
      leaves: "masking.changed",
    }),
    aCase({
      id: "revealMessage",
      right: async () => ({ id: await aMessage(), reason: reason() }),
      leaves: "body.revealed",
      absent: { id: anId("msg"), reason: "a support case" },
    }),
    aCase({
      id: "endReveal",
      right: async () => {
        const id = await aMessage();
        await ask()("revealMessage", { id, reason: reason() });
        return { id };
      },
      leaves: "body.masked-again",
      absent: { id: anId("msg") },
    }),
  ];
}
