import type { Command } from "../command";
import { EXIT } from "../exit-codes";
import { Misuse } from "../misuse";

export const adminBreakGlass: Command = {
  name: "admin break-glass",
  usage: "",
  summary: "Make somebody admin for a while and print a link that signs them in once, when nobody else can get in.",
  flags: {
    email: { value: "<email>", summary: "who; made if nobody has it, let in again if removed" },
    reason: { value: "<words>", summary: "why; stays in the audit log" },
    minutes: { value: "<count>", summary: "how long the admin's rights last, 5 to 480; 60 unless said" },
  },
  exits: "0 done · 1 error",
  async run({ io }, given) {
    const [email, reason] = [given.text("email"), given.text("reason")];
    if (email === undefined || reason === undefined)
      throw new Misuse("dlo admin break-glass needs --email and --reason.");
    const { openAdmin } = await import("../../admin-context");
    const { breakGlass } = await import("@/lib/operations/people/break-glass");
    const admin = await openAdmin("dlo_web");
    const wish = { email, reason, minutes: Number(given.text("minutes") ?? "60") };
    const settings = { baseUrl: admin.env.DLO_BASE_URL };
    const done = await breakGlass({ ...admin, settings }, wish).finally(() => admin.close());
    io.warn("This is in the audit log as admin.break-glass, with your name on this machine and the reason.");
    io.print(
      `${done.name}${done.isNew ? ", who was made just now," : ""} is admin over everything until ${done.until}.`,
    );
    io.print(`This link signs them in once, within 15 minutes:\n${done.link}`);
    return EXIT.done;
  },
};
