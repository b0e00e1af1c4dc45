import type { EventFields, Field, Membership } from "./event-fields";
import { FieldIndex } from "./field-index";
import type { ScalarTest } from "./scalar";

/** What a pattern wants of the leaves at one path: one of the tests holds, or (when `mayBeAbsent`) there is no leaf. */
export interface FieldCondition {
  readonly path: string;
  readonly tests: readonly ScalarTest[];
  readonly mayBeAbsent: boolean;
}

interface Question {
  readonly passing: FieldIndex;
  /** All leaves at the path; there only when none of them may be there. */
  readonly present?: FieldIndex;
}

const NOWHERE: Membership = [];
const NONE: readonly Field[] = [];

/**
 * Whether all conditions hold at once; values from different elements of one array do not count as being together.
 * Conditions come in the order of their paths: absence is asked for beside what the paths before it have chosen.
 */
export function matchesFields(conditions: readonly FieldCondition[], fields: EventFields): boolean {
  const questions: Question[] = [];
  const asksAbsence = conditions.some(({ mayBeAbsent }) => mayBeAbsent);
  for (const { path, tests, mayBeAbsent } of conditions) {
    const candidates = fields.get(path) ?? NONE;
    const passing = candidates.filter(({ value }) => tests.some((test) => test(value)));
    if (passing.length === 0 && !mayBeAbsent) return false;
    if (mayBeAbsent) questions.push({ passing: new FieldIndex(passing), present: new FieldIndex(candidates) });
    else if (asksAbsence || passing.every(({ membership }) => membership.length > 0)) {
      questions.push({ passing: new FieldIndex(passing) });
    }
  }
  if (!asksAbsence) questions.sort((one, other) => one.passing.size - other.passing.size);
  return holdTogether(questions, 0, NOWHERE);
}

function holdTogether(questions: readonly Question[], at: number, soFar: Membership): boolean {
  const question = questions[at];
  if (!question) return true;
  const { passing, present } = question;
  if (present && !present.fieldsBeside(soFar).some(({ membership }) => joined(soFar, membership))) {
    return holdTogether(questions, at + 1, soFar);
  }
  const tried = new Set<Membership>();
  return passing.fieldsBeside(soFar).some(({ membership }) => {
    if (tried.has(membership)) return false;
    tried.add(membership);
    const together = joined(soFar, membership);
    return together !== undefined && holdTogether(questions, at + 1, together);
  });
}

/** Where both can stand together; undefined when they are in different elements of the same array. */
function joined(soFar: Membership, membership: Membership): Membership | undefined {
  if (membership.length === 0) return soFar;
  const added: (readonly [number, number])[] = [];
  for (const place of membership) {
    const known = soFar.find(([array]) => array === place[0]);
    if (!known) added.push(place);
    else if (known[1] !== place[1]) return undefined;
  }
  return added.length === 0 ? soFar : [...soFar, ...added];
}
