import type { Command } from "../command";
import { EXIT } from "../exit-codes";
import { Misuse } from "../misuse";

export const adminNewKey: Command = {
  name: "admin new-key",
  usage: "",
  summary: "Make a master key and print it; with --kms what only KMS opens again. Nothing uses it yet.",
  flags: {
    kms: { value: "<key>", summary: "id or ARN of a key in KMS that is to seal it" },
    region: { value: "<region>", summary: "the Region of that key; else the ARN's, or DLO_MASTER_KEY_KMS_REGION" },
  },
  exits: "0 done · 1 error",
  async run({ io }, given) {
    const kmsKeyId = given.text("kms");
    const region = given.text("region");
    if (kmsKeyId === undefined && region !== undefined) throw new Misuse("--region is about --kms.");
    const { newKey } = await import("../../master-keys");
    const { keyEnv } = await import("../../admin-context");
    const { id, shown } = await newKey(keyEnv(), kmsKeyId, region);
    io.print(shown);
    const where = kmsKeyId ? "DLO_MASTER_KEY_KMS" : "DLO_MASTER_KEY, or as a line to the file of DLO_MASTER_KEY_FILE";
    io.warn(`This is ${id}. Add it to ${where}, beside what is there; then dlo admin rotate-key --to ${id}.`);
    return EXIT.done;
  },
};
