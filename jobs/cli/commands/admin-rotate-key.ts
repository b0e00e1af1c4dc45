import type { Command } from "../command";
import { EXIT } from "../exit-codes";
import { Misuse } from "../misuse";

export const adminRotateKey: Command = {
  name: "admin rotate-key",
  usage: "",
  summary: "Wrap every data key under another master key. Nothing stops meanwhile; run it again if it was interrupted.",
  flags: {
    to: { value: "<id>", summary: "the new key, mk_…; dlo admin keys lists them" },
    anyway: { summary: "although a process is connected that does not hold the new key" },
  },
  exits: "0 done · 1 error · 2 nothing to do",
  async run({ io }, given) {
    const to = given.text("to");
    if (to === undefined) throw new Misuse("dlo admin rotate-key needs --to <id>: dlo admin keys lists the ids.");
    const { openAdmin } = await import("../../admin-context");
    const { rotateMasterKey } = await import("@/lib/operations/keys/rotate-master-key");
    const admin = await openAdmin("dlo_worker");
    const onBatch = (count: number) => io.warn(`${count} data keys wrapped under ${to}`);
    const holder = `${admin.actor.name}, process ${process.pid}`;
    const done = await rotateMasterKey(admin, { to, holder, onBatch, isForced: given.isOn("anyway") }).finally(() =>
      admin.close(),
    );
    if (!done) {
      io.print(`Everything is under ${to} already.`);
      return EXIT.nothingToDo;
    }
    io.print(
      `${done.dataKeyCount} data keys and the installation's secret are wrapped under ${to}, which is the current key now. ${done.from} can be taken out of the environment of all processes. Keep it as long as backups or second copies from before are kept: they open with it only.`,
    );
    return EXIT.done;
  },
};
