import { writeFileSync } from "node:fs";
import type { Command } from "../command";
import { EXIT } from "../exit-codes";
import { Misuse } from "../misuse";

const FORMATS = ["markdown", "csv", "json"] as const;

export const review: Command = {
  name: "review",
  usage: "[week]",
  summary: "Print a weekly review, the last one unless a week such as 2026-W47 is named.",
  flags: {
    format: { value: "<format>", oneOf: FORMATS, summary: "markdown unless told" },
    out: { value: "<file>", summary: "write it to a file instead" },
  },
  exits: "0 done · 1 error · 2 there is none of that week",
  async run({ client, io }, given) {
    const week = given.words[0] ?? "latest";
    if (week !== "latest" && !/^\d{4}-W\d{2}$/.test(week)) throw new Misuse(`A week is such as 2026-W47, not ${week}.`);
    const { items } = await client().listReviews({ limit: 200 });
    const found = items.find((one) => week === "latest" || (one.week === week && !one.isPartial));
    if (!found) {
      io.warn(week === "latest" ? "No review was written yet." : `There is no review of ${week}.`);
      return EXIT.nothingToDo;
    }
    const format = FORMATS.find((one) => one === given.text("format")) ?? "markdown";
    const { text, fileName } = await client().exportReview({ id: found.id, format });
    const out = given.text("out");
    if (out === undefined) io.print(text.replace(/\n$/, ""));
    else writeFileSync(out, text);
    if (out !== undefined) io.warn(`${fileName} is in ${out}.`);
    return EXIT.done;
  },
};
