import { canonical } from "../canonical";
import { createMasker } from "../masker";
import { DEFAULT_RULES, DETECTORS, type Detector } from "../masking-rule";
import type { LabelledText } from "./labelled-text";

export interface Score {
  readonly found: number;
  readonly missed: number;
  readonly wrong: number;
  readonly recall: number;
  readonly precision: number;
}
export interface Miss {
  readonly text: string;
  readonly missed: readonly string[];
  readonly wrong: readonly string[];
}

const RULES = DEFAULT_RULES.map((rule) => ({ ...rule, keepsToken: true }));

/** What the delivered rules find in labelled texts, compared value by value in canonical form. */
export function scoreOf(cases: readonly LabelledText[], only?: Detector): Score {
  const sums = { found: 0, missed: 0, wrong: 0 };
  for (const { found, missed, wrong } of cases.map((one) => compare(one, only))) {
    sums.found += found.length;
    sums.missed += missed.length;
    sums.wrong += wrong.length;
  }
  const share = (others: number) => (sums.found + others === 0 ? 1 : sums.found / (sums.found + others));
  return { ...sums, recall: share(sums.missed), precision: share(sums.wrong) };
}

export function missesOf(cases: readonly LabelledText[]): Miss[] {
  return cases
    .map((one) => ({ text: one.text, ...compare(one) }))
    .filter(({ missed, wrong }) => missed.length + wrong.length > 0);
}

/** Per detector and in all, one line each. */
export function scoreLines(title: string, cases: readonly LabelledText[]): string {
  const line = (name: string, { recall, precision, found, missed, wrong }: Score) =>
    `${name.padEnd(8)} recall ${recall.toFixed(3)}  precision ${precision.toFixed(3)}  (${found} found, ${missed} missed, ${wrong} wrong)`;
  const lines = DETECTORS.map((detector) => line(detector, scoreOf(cases, detector)));
  return [`${title}, ${cases.length} texts`, ...lines, line("in all", scoreOf(cases))].join("\n");
}

function compare({ text, sensitive }: LabelledText, only?: Detector) {
  const wrong: string[] = [];
  const masker = createMasker(RULES, ({ find }, value) => {
    if (find.kind === "detector" && (only === undefined || find.detector === only))
      wrong.push(`${find.detector} ${value}`);
    return "000000000000000";
  });
  masker.text(text);
  const found: string[] = [];
  const missed: string[] = [];
  for (const { detector, value } of sensitive.filter((one) => only === undefined || one.detector === only)) {
    const wanted = `${detector} ${canonical(detector, unescaped(value))}`;
    const at = wrong.indexOf(wanted);
    if (at < 0) missed.push(wanted);
    else found.push(...wrong.splice(at, 1));
  }
  return { found, missed, wrong };
}

function unescaped(value: string): string {
  return value.includes("\\u") ? String(JSON.parse(`"${value}"`)) : value;
}
