/** What was asked for after `npm run demo --`. Throws a sentence for the person who typed it. */
export function readOptions(args) {
  const known = { "--reset": "isReset", "--quiet": "isQuiet", "--help": "isHelp" };
  const options = { isReset: false, isQuiet: false, isHelp: false };
  for (const arg of args) {
    if (!Object.hasOwn(known, arg)) throw new Error(`${arg} is unknown to the demo.\n${USAGE}`);
    options[known[arg]] = true;
  }
  return options;
}

export const USAGE = `npm run demo               starts it; what it made stays in .data
npm run demo -- --quiet    without new failures
npm run demo -- --reset    deletes the demo's database, simulated AWS, key and token first`;
