const FLAGS = {
  "--reset": "isReset",
  "--quiet": "isQuiet",
  "--fleet": "isFleet",
  "--unconnected": "isUnconnected",
  "--help": "isHelp",
};
const NOTHING = Object.fromEntries(Object.values(FLAGS).map((name) => [name, false]));

/**
 * What was asked for after `npm run demo --`. `incident` is the name after that word: empty when only the word was said,
 * undefined when not even that. Throws a sentence for the person who typed it.
 */
export function readOptions(args) {
  const options = { ...NOTHING, incident: undefined };
  const [command, name = "", ...more] = args;
  if (command === "incident") {
    if (more.length > 0) throw new Error(`One incident at a time, please.\n${USAGE}`);
    return { ...options, incident: name };
  }
  for (const arg of args) {
    if (!Object.hasOwn(FLAGS, arg)) throw new Error(`${arg} is unknown to the demo.\n${USAGE}`);
    options[FLAGS[arg]] = true;
  }
  if (options.isUnconnected && !options.isFleet) throw new Error(`--unconnected goes with --fleet.\n${USAGE}`);
  return options;
}

export const USAGE = `npm run demo                       starts it; what it made stays in .data
npm run demo -- --quiet            without new failures and without incidents
npm run demo -- --fleet            with 27 more accounts and some 380 more queues
npm run demo -- --fleet --unconnected
                                   with nothing connected yet: the first day of a new user
npm run demo -- --reset            deletes the demo's database, simulated AWS, key and token first
npm run demo -- incident           lists the incidents, in another terminal while the demo runs
npm run demo -- incident <name>    lets one happen now
DLO_DEMO_DATA=<folder>             keeps everything there instead of in .data`;
