/** Words after which a quoted name is part of the program or schema: the field is the failure, not this one's value. */
const NAMED_BEFORE =
  /(?:column|field|propert(?:y|ies)|attribute|param|parameter|argument|table|relation|constraint|method|function|type|class|reading|schema|symbol|identifier|keyerror|attributeerror|nameerror)['"]?:? ?\(?$/i;
/** The same, unless a number in it shows that it may as well be one of many. */
const RATHER_NAMED_BEFORE = /(?:key|index|named?|enum|element|variable)['"]?:? ?\(?$/i;
const MODULE_BEFORE = /(?:(?:module|package|library|plugin)(?: named)?|import name)['"]?:? ?\(?$/i;
const NAMED_AFTER =
  /^ (?:is (?:a )?(?:required|not defined|not a function|missing|mandatory|not allowed|undefined)|object\b|cannot be null|must (?:not )?be|has no attribute)/i;
const PROGRAM_NAME = /^[\p{L}_$@][\p{L}\p{N}_$.[\]-]{0,60}$/u;
const MODULE_NAME = /^@?[\p{L}_$][\p{L}\p{N}_$.-]{0,80}(?:\/[\p{L}_][\p{L}\p{N}_.-]{0,80}){0,4}$/u;

/** Whether a text in quotes names a part of the program or schema; `before` and `after` are what surrounds the quotes. */
export function isProgramName(content: string, before: string, after: string): boolean {
  if (MODULE_BEFORE.test(before)) return MODULE_NAME.test(content) && hasFewDigits(content);
  if (!PROGRAM_NAME.test(content)) return false;
  if (NAMED_BEFORE.test(before) || NAMED_AFTER.test(after)) return hasFewDigits(content);
  return RATHER_NAMED_BEFORE.test(before) && !/\p{Nd}/u.test(content);
}

/** A digit or two, as in `address_line_2`: no id. */
export function hasFewDigits(name: string): boolean {
  return !/\p{Nd}\p{Nd}/u.test(name) && (name.match(/\p{Nd}/gu)?.length ?? 0) <= 2;
}
