const MAX_LENGTH = 30;

/** The word that somebody probably meant: at most two letters away, and less than half of what they wrote. */
export function nearest(word: string, words: readonly string[]): string | undefined {
  if (word.length > MAX_LENGTH) return undefined;
  const typed = word.toLowerCase();
  const [best] = words
    .map((candidate) => ({ candidate, steps: distance(typed, candidate) }))
    .sort((one, other) => one.steps - other.steps);
  return best && best.steps <= 2 && best.steps * 2 < typed.length + 1 ? best.candidate : undefined;
}

/** Letters to put in, take out or change to make one word of the other. */
function distance(from: string, to: string): number {
  let above = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let row = 1; row <= from.length; row++) {
    const line = [row];
    for (let column = 1; column <= to.length; column++) {
      const change = (above[column - 1] ?? 0) + (from[row - 1] === to[column - 1] ? 0 : 1);
      line.push(Math.min(change, (above[column] ?? 0) + 1, (line[column - 1] ?? 0) + 1));
    }
    above = line;
  }
  return above[to.length] ?? 0;
}
