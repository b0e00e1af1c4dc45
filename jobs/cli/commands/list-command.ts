import type { Client } from "@/lib/contract/client";
import { allPages, type Page } from "../all-pages";
import type { Arguments, Command, Flag } from "../command";
import { EXIT } from "../exit-codes";
import { numberFrom } from "../numbers";
import { table } from "../table";

interface Listing<T> {
  readonly name: string;
  readonly summary: string;
  readonly flags: Readonly<Record<string, Flag>>;
  readonly heading: readonly string[];
  read(client: Client, given: Arguments, page: { limit: number; cursor?: string }): Promise<Page<T>>;
  line(item: T): readonly string[];
}

/** A list as a table, or as JSON with everything; 2 when there is nothing in it. */
export function listing<T>({ name, summary, flags, heading, read, line }: Listing<T>): Command {
  return {
    name,
    usage: "",
    summary,
    flags: {
      ...flags,
      most: { value: "<number>", summary: "so many at most; 200 unless told, 0 for all" },
      json: { summary: "print it as JSON" },
    },
    exits: "0 done · 1 error · 2 there are none",
    async run({ client, io }, given) {
      const most = numberFrom(given, "most") ?? 200;
      const { items, isCut } = await allPages((page) => read(client(), given, page), most || undefined);
      if (given.isOn("json")) io.print(JSON.stringify(items, null, 2));
      else if (items.length > 0) io.print(table(items.map(line), heading));
      if (isCut) io.warn(`Only the first ${items.length}; --most 0 shows all.`);
      return items.length > 0 ? EXIT.done : EXIT.nothingToDo;
    },
  };
}
