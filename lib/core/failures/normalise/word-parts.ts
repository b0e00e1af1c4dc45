const SEGMENT = /[\p{L}\p{Nd}]+(?:[-_~]{1,4}[\p{L}\p{Nd}]+)*/gu;
const TYPE_NAME = /^[A-Z]\w*(?:Exception|Error|Fault|Failure|Timeout|Warning)$/;
const NAME_WITH_NUMBER = /^\p{L}.*[A-Z][a-z]{4,}$/u;
/** Where something stands: rack, row, seat, cell (`rack_B12`). */
const COORDINATE = /^[A-Z]{1,2}\d{1,4}$/;
/** What Kubernetes draws the ends of its names from: no vowels, so that they spell nothing. */
const POD_SUFFIX = /^[bcdfghjklmnpqrstvwxz2456789]{5}(?:[bcdfghjklmnpqrstvwxz2456789]{3,5})?$/;

/**
 * A word of several parts loses its numbers and drawn parts and what follows those, and keeps the names in front
 * (`order-created-7f3a…` → `order-created-<*>`). With two such parts or more it is an id as a whole
 * (`attempt_1445_0020_m_3` → `<*>`), unless they are parts of a dotted or coloned name.
 */
export function replaceParts(word: string, isFixed: (part: string) => boolean): string {
  let isOver = false;
  let done = 0;
  let result = "";
  for (const match of word.matchAll(SEGMENT)) {
    const joint = word.slice(done, match.index);
    if (isOver && !joint.includes(":")) return result;
    const replaced = replaceSegment(match[0], isFixed);
    result += joint + replaced.text;
    isOver = replaced.isDrawn;
    done = match.index + match[0].length;
  }
  return result + word.slice(done);
}

function replaceSegment(segment: string, isFixed: (part: string) => boolean): { text: string; isDrawn: boolean } {
  if (!/\p{Nd}/u.test(segment) || isFixed(segment)) return { text: segment, isDrawn: false };
  const parts = segment.split(/([-_~]+)/);
  const variable = /[^\p{ASCII}]/u.test(segment) ? 0 : parts.filter((part) => isVariable(part, isFixed)).length;
  if (variable > 1) return { text: "<*>", isDrawn: true };
  let text = "";
  for (const part of parts) {
    if (isDrawn(part)) return { text: `${text}<*>`, isDrawn: true };
    if (isFixed(part) || TYPE_NAME.test(part)) text += part;
    else text += parts.length > 1 && COORDINATE.test(part) ? "<*>" : part.replace(/\p{Nd}+/gu, "<*>");
  }
  return { text, isDrawn: false };
}

function isVariable(part: string, isFixed: (part: string) => boolean): boolean {
  return (/\d/.test(part) && !isFixed(part) && !TYPE_NAME.test(part)) || POD_SUFFIX.test(part);
}

/** Looks drawn by lot: hex with digits, or letters and digits in turns; not a name with a number in or behind it. */
function isDrawn(part: string): boolean {
  if (!/\p{Nd}/u.test(part) || !/\p{L}/u.test(part) || TYPE_NAME.test(part)) return false;
  if (/^(?:0x[0-9a-f]+|[0-9a-f]{6,})$/i.test(part)) return true;
  if (/[^\p{ASCII}]/u.test(part)) return false;
  const runs = part.match(/\p{Nd}+|\p{L}+/gu)?.length ?? 0;
  const digits = part.match(/\p{Nd}/gu)?.length ?? 0;
  if (runs <= 5 && digits <= part.length * 0.3 && NAME_WITH_NUMBER.test(part)) return false;
  return runs >= 4 || (runs === 3 && digits >= 2 && part.length >= 6) || (part.length >= 20 && digits >= 3);
}
