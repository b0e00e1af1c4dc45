/**
 * Whether a text matches a glob as a whole: `*` is any text, `?` one character, all else is itself. Linear in the text for
 * each star, so that no pattern can make it slow.
 */
export function globMatches(glob: string, text: string): boolean {
  let at = 0;
  let inGlob = 0;
  let star = -1;
  let afterStar = 0;
  while (at < text.length) {
    const sign = glob[inGlob];
    if (sign === "*") {
      star = inGlob++;
      afterStar = at;
    } else if (sign === "?" || (sign !== undefined && sign === text[at])) {
      inGlob += 1;
      at += 1;
    } else if (star >= 0) {
      inGlob = star + 1;
      at = ++afterStar;
    } else return false;
  }
  while (glob[inGlob] === "*") inGlob += 1;
  return inGlob === glob.length;
}
