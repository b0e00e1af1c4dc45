import { block, blockUnless, type Finding, pass, warn } from "../plans/check";
import { countInWords } from "../plans/checks/moment";
import type { Hit } from "./hit";
import type { ReplayFacts } from "./replay-facts";

const MOST_TOLD = 5;

/** Whether any of the chosen rules would get something. */
export function ruleFinding({ impact: { rules } }: ReplayFacts): Finding | undefined {
  const [off, deaf] = [rules.filter((rule) => !rule.isEnabled), rules.filter((rule) => !rule.doesMatchReplays)];
  const live = rules.filter((rule) => rule.isEnabled && rule.doesMatchReplays && rule.targetCount > 0);
  if (live.length === 0) return block("None of these rules would hand a replayed event on: nothing would happen.");
  const silent = [
    ...(off.length > 0 ? [`${namesOf(off)} ${are(off)} switched off`] : []),
    ...(deaf.length > 0 ? [`${namesOf(deaf)} ${leave(deaf)} replayed events out`] : []),
  ];
  return silent.length > 0
    ? warn(
        `Of these rules ${silent.join(", and ")}: ${off.length + deaf.length === 1 ? "it gets" : "they get"} nothing.`,
      )
    : pass(live.length === 1 ? "The rule is on." : `All ${live.length} rules are on.`);
}

/** Events that come back to where they were: the replayed bus hands them to all of its rules then. */
export function loops({ impact, account }: ReplayFacts): Finding | undefined {
  const [worst, ...others] = [...impact.loops].sort(
    (a, b) => Number(b.leadsToReplayedBus) - Number(a.leadsToReplayedBus),
  );
  if (!worst) return undefined;
  const more = others.length > 0 ? ` So do ${others.length} more ways.` : "";
  const text = worst.leadsToReplayedBus
    ? `Events may come back to the replayed bus, to all of its rules: ${inWords(worst.path)}.${more} Only patterns that nobody here evaluates may stop them.`
    : `Events may go round in a loop: ${inWords(worst.path)}.${more}`;
  const fix = "Leave the rule out, or let a pattern demand that replay-name is absent.";
  return worst.leadsToReplayedBus && account.isProduction ? blockUnless(text, fix) : warn(text, fix);
}

/** Where nobody can see what the events set in motion. */
export function blindSpots({ impact: { blindSpots: spots, isCut }, account }: ReplayFacts): Finding | undefined {
  if (spots.length === 0 && !isCut) return pass("Everything that these events lead to by configuration is known here.");
  const told = spots.slice(0, MOST_TOLD).map(({ words }) => words);
  const more = spots.length > MOST_TOLD || isCut ? " And more." : "";
  const text = `${told.join(" ")}${more} What the events do there, nobody here can tell.`;
  const fix = "Connect the account and Region, or mend what the read role lacks there.";
  return account.isProduction ? blockUnless(text, fix) : warn(text, fix);
}

/** What happens once more. None of it can be taken back. */
export function sideEffects({ impact: { hits, notes }, estimate }: ReplayFacts): Finding | undefined {
  if (hits.length === 0) return undefined;
  const gone = hits.filter(({ isGone }) => isGone);
  const told = hits.filter(({ isGone }) => !isGone);
  const times =
    estimate.deliveries === null ? "" : ` Targets are called about ${countInWords(estimate.deliveries)} times.`;
  const lost =
    gone.length > 0 ? ` ${gone.map(({ kind, name }) => `The ${kind} ${name}`).join(", ")} is gone: that fails.` : "";
  return warn(
    `Each event ${effectsInWords(told)}.${times}${lost} None of it can be taken back.${notes.map((note) => ` ${note}`).join("")}`,
  );
}

function effectsInWords(hits: readonly Hit[]): string {
  if (hits.length === 0) return "goes nowhere that is there";
  const told = hits.slice(0, MOST_TOLD).map(({ words }) => words);
  const rest = hits.length - told.length;
  return [...told, ...(rest > 0 ? [`and does ${rest} more things`] : [])].join("; ");
}

function inWords(path: readonly string[]): string {
  return path.join(" → ");
}

function namesOf(rules: readonly { readonly name: string }[]): string {
  const names = rules.slice(0, MOST_TOLD).map(({ name }) => name);
  return rules.length > MOST_TOLD ? `${names.join(", ")} and ${rules.length - MOST_TOLD} more` : names.join(" and ");
}

function are(some: readonly unknown[]): string {
  return some.length === 1 ? "is" : "are";
}
function leave(some: readonly unknown[]): string {
  return some.length === 1 ? "leaves" : "leave";
}
