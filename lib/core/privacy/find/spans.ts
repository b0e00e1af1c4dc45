import { canonical } from "../canonical";
import { DETECT } from "../detect/detectors";
import type { Place } from "../detect/found";
import { type FieldRules, fieldRules } from "../field-rules";
import { signsOf } from "../mask-sign";
import type { MaskingRule } from "../masking-rule";
import { patternExpression } from "../pattern";
import { findNamedValues, namedValueExpression } from "./named-values";
import { joinSpans, type Span } from "./span";

type FindSpans = (text: string, place: Place) => Span[];

export interface Rules {
  readonly fields: FieldRules;
  readonly isSign: (text: string) => boolean;
  /** What is to be masked in a text, in order and without overlaps; what is masked already is left alone. */
  readonly spansIn: FindSpans;
}

const SIGN = /‹[^‹›]{1,70}›/g;

/** The rules that are on, ready to be asked. */
export function readRules(given: readonly MaskingRule[]): Rules {
  const rules = given.filter(({ isOn }) => isOn);
  const fields = fieldRules(rules);
  const { isSign } = signsOf(rules);
  const finders = [namedValues(fields), ...rules.flatMap((rule) => finderOf(rule) ?? [])];
  return {
    fields,
    isSign,
    spansIn: (text, place) => {
      const spans = finders.flatMap((find) => find(text, place));
      return spans.length === 0 ? spans : joinSpans(withoutSigns(text, spans, isSign));
    },
  };
}

function namedValues(fields: FieldRules): FindSpans {
  const expression = namedValueExpression(fields.names);
  return (text) => (expression === undefined ? [] : findNamedValues(text, expression, fields));
}

function finderOf(rule: MaskingRule): FindSpans | undefined {
  if (rule.find.kind === "detector") {
    const detect = DETECT[rule.find.detector];
    return (text, place) => detect(text, place).map((found) => ({ ...found, rule }));
  }
  const expression = rule.find.kind === "pattern" ? patternExpression(rule.find.pattern) : undefined;
  if (expression === undefined) return undefined;
  return (text) =>
    Array.from(text.matchAll(expression), ({ 0: value, index }) => ({
      start: index,
      end: index + value.length,
      rule,
      value: canonical(rule, value),
    }));
}

/** A token is made of letters and digits and may look like a value: what lies in or across a sign is dropped. */
function withoutSigns(text: string, spans: readonly Span[], isSign: (text: string) => boolean): readonly Span[] {
  if (!text.includes("‹")) return spans;
  const signs = Array.from(text.matchAll(SIGN)).filter(([sign]) => isSign(sign));
  const ends = signs.map(({ 0: sign, index }) => index + sign.length);
  return spans.filter(({ start, end }) => {
    const sign = signs[firstAfter(ends, start)];
    return sign === undefined || end <= sign.index || (start < sign.index && end > sign.index + sign[0].length);
  });
}

/** Where the first of rising numbers stands that is greater. */
function firstAfter(numbers: readonly number[], than: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] ?? 0) > than) high = middle;
    else low = middle + 1;
  }
  return low;
}
