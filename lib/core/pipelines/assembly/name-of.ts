/** Words of a name end where people write a sign between them. */
const WORD = /[^-_. ]+[-_. ]*/g;
const ENDING = /[-_. ]+$/;
const SHORTEST = 3;

/** The longest beginning of whole words that all names share; null where it says too little to be a name. */
export function commonBeginning(names: readonly string[]): string | null {
  const [first, ...rest] = names;
  if (first === undefined) return null;
  const words = first.match(WORD) ?? [];
  let common = "";
  for (const word of words) {
    const longer = common + word;
    const plain = longer.replace(ENDING, "");
    if (!rest.every((name) => isBeginning(plain, name))) break;
    common = longer;
  }
  const name = common.replace(ENDING, "");
  return name.length >= SHORTEST ? name : null;
}

function isBeginning(plain: string, name: string): boolean {
  return name.startsWith(plain) && (name.length === plain.length || /[-_. ]/.test(name.charAt(plain.length)));
}
