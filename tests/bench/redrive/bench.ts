import { openArena } from "./arena";
import { benchMovers } from "./movers";
import { readOptions } from "./options";

/** The redrive engine against others, case by case. Whether every gate holds. */
export async function benchRedrive(flags: readonly string[]): Promise<boolean> {
  const options = readOptions(flags);
  const arena = await openArena();
  try {
    let isGood = true;
    for (const name of options.cases) isGood = (await CASES[name](arena, options)) && isGood;
    return isGood;
  } finally {
    await arena.close();
  }
}

const CASES = { movers: benchMovers } as const;
