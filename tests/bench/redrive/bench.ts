import { openArena } from "./arena";
import { benchCrash } from "./crash";
import { benchMovers } from "./movers";
import { type Case, readOptions } from "./options";
import { benchRate } from "./rate";
import { benchSelect } from "./select";

const BENCHES: Readonly<Record<Case, typeof benchMovers>> = {
  movers: benchMovers,
  select: benchSelect,
  rate: benchRate,
  crash: benchCrash,
};

/** The redrive engine against others, case by case. Whether every gate holds. */
export async function benchRedrive(flags: readonly string[]): Promise<boolean> {
  const options = readOptions(flags);
  const arena = await openArena();
  try {
    let isGood = true;
    for (const name of options.cases) isGood = (await BENCHES[name](arena, options)) && isGood;
    return isGood;
  } finally {
    await arena.close();
  }
}
