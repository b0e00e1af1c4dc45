import { createBackOff } from "./back-off";

const FREE = { pair: 8, address: 40, person: 30 };
const MOST_KNOWN = 20_000;

export interface SignInTries {
  /** Counts a try before its outcome is known. Returns the seconds to wait, or 0 when it may go on. */
  begin(email: string, address: string | null, nowMs: number): number;
  succeeded(email: string, address: string | null): void;
}

/**
 * Slows down guessing without giving strangers a way to shut people out. One address gets few tries for one person, and
 * more for all of them. Guesses from many addresses pause the person everywhere but where they signed in before; a single
 * address never brings that about. Kept in memory: a restart forgets.
 */
export function createSignInTries(): SignInTries {
  const [byPair, byAddress, byPerson] = [
    createBackOff(FREE.pair),
    createBackOff(FREE.address),
    createBackOff(FREE.person),
  ];
  const known = new Set<string>();
  const keysOf = (email: string, address: string | null) => {
    const person = email.trim().toLowerCase();
    return { person, place: `${address}`, pair: JSON.stringify([person, address]) };
  };
  return {
    begin(email, address, nowMs) {
      const { person, place, pair } = keysOf(email, address);
      const isNews = byPair.isFree(pair, nowMs);
      const waitSeconds = known.has(pair) ? 0 : byPerson.begin(person, nowMs, isNews);
      if (waitSeconds > 0) return waitSeconds;
      return Math.max(byPair.begin(pair, nowMs), byAddress.begin(place, nowMs));
    },
    succeeded(email, address) {
      const { person, place, pair } = keysOf(email, address);
      byPair.succeeded(pair);
      // Not wiped: whoever has one password here would go on guessing others.
      byAddress.forgive(place);
      byPerson.succeeded(person);
      known.delete(pair);
      known.add(pair);
      const [oldest] = known;
      if (known.size > MOST_KNOWN && oldest !== undefined) known.delete(oldest);
    },
  };
}
