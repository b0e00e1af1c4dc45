import type { Command } from "../command";
import { EXIT } from "../exit-codes";
import { Misuse } from "../misuse";

export const adminDecryptKey: Command = {
  name: "admin decrypt-key",
  usage: "",
  summary: "Have KMS open DLO_MASTER_KEY_KMS and write the keys to a file for a process without AWS credentials.",
  flags: {
    out: { value: "<file>", summary: "for DLO_MASTER_KEY_FILE; replaced as a whole, readable by its owner only" },
  },
  exits: "0 done · 1 error",
  async run({ io }, given) {
    const out = given.text("out");
    if (out === undefined) throw new Misuse("dlo admin decrypt-key needs --out <file>.");
    const { keyEnv } = await import("../../admin-context");
    const { writeKeyFile } = await import("../../master-keys");
    const ids = await writeKeyFile(keyEnv(), out);
    io.warn(`${out} holds ${ids.join(", ")}.`);
    return EXIT.done;
  },
};
