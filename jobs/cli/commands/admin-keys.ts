import type { MasterKeyLine } from "@/lib/operations/keys/list-master-keys";
import type { Command } from "../command";
import { EXIT } from "../exit-codes";
import { table } from "../table";

export const adminKeys: Command = {
  name: "admin keys",
  usage: "",
  summary: "List the master keys: which is current, what each has wrapped, which of them this environment holds.",
  flags: { json: { summary: "print it as JSON" } },
  exits: "0 done · 1 error",
  async run({ io }, given) {
    const { openAdmin } = await import("../../admin-context");
    const { listMasterKeys } = await import("@/lib/operations/keys/list-master-keys");
    const admin = await openAdmin("dlo_worker", { isLocked: true });
    const list = await listMasterKeys(admin).finally(() => admin.close());
    if (given.isOn("json")) io.print(JSON.stringify(list, null, 2));
    else {
      io.print(table(list.keys.map(lineOf), ["MASTER KEY", "", "DATA KEYS", "ROOT SECRET", "HELD HERE"]));
      if (list.rotation)
        io.print(`A rotation to ${list.rotation.rotation.to} was begun and is not finished: dlo admin rotate-key.`);
    }
    return EXIT.done;
  },
};

function lineOf({ masterKeyId, isCurrent, isHeld, dataKeyCount, hasRoot }: MasterKeyLine): string[] {
  return [masterKeyId, isCurrent ? "current" : "", String(dataKeyCount), hasRoot ? "yes" : "", isHeld ? "yes" : "no"];
}
