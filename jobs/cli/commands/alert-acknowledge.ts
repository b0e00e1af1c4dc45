import type { Command } from "../command";
import { EXIT } from "../exit-codes";
import { plain } from "../table";

export const alertAcknowledge: Command = {
  name: "alert acknowledge",
  usage: "<alert>",
  summary: "Say that you have an alert: nobody is told of it again until it gets worse. Safe to repeat.",
  flags: { note: { value: "<words>", summary: "kept in its history" } },
  exits: "0 done · 1 error",
  async run({ client, io }, given) {
    const alert = await client().acknowledgeAlert({ id: given.words[0] ?? "", note: given.text("note") });
    io.print(plain(`A-${alert.number} ${alert.state}, by ${alert.acknowledgedBy ?? "nobody"}: ${alert.title}`));
    return EXIT.done;
  },
};
