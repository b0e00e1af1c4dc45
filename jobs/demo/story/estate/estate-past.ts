import { drawer } from "../drawer";
import { refundsFail } from "../incidents/refunds-fail";
import { ensureEstate } from "./ensure-estate";
import type { Estate } from "./estate";
import { type Happening, orderPlaced, orderShipped, refundWanted, stockLow } from "./happenings";

const SEED = 101;
const FIRST_NUMBER = 60_000;
const HOUR_SECONDS = 3600;
/** As far back as the archive of everything reaches, and a little further. */
const OPENED_SECONDS_AGO = 25 * HOUR_SECONDS;
/** Fewer events by night, so that one can tell in the archives' figures when something happened. */
const QUIET = { fromSecondsAgo: 19 * HOUR_SECONDS, untilSecondsAgo: 12 * HOUR_SECONDS };
const EVERY_SECONDS = { usual: 720, quiet: 2160 };
/** One round tells of all of these, some seconds apart. */
const ROUND: readonly Happening[] = [orderPlaced, orderShipped, orderPlaced, refundWanted, stockLow];
const APART_SECONDS = 45;
const REFUNDS_FAILED_SECONDS_AGO = 2 * HOUR_SECONDS;

/** Something that happened so long ago. */
export interface PastEvent {
  readonly secondsAgo: number;
  play(): Promise<void>;
}

/**
 * The last day on the shop's buses: it is built and told of orders, parcels, refunds and stock, so that the archives hold
 * something and rules have figures when somebody looks for the first time. Nothing of it fails but a few refunds, whose
 * executions a redrive would mend.
 */
export function estatePast(estate: Estate): PastEvent[] {
  const draw = drawer(SEED, FIRST_NUMBER);
  const told = roundsAgo().flatMap((secondsAgo) =>
    ROUND.map((happen, place) => ({
      secondsAgo: secondsAgo - place * APART_SECONDS,
      play: () => happen(estate, draw()),
    })),
  );
  const over = REFUNDS_FAILED_SECONDS_AGO - refundsFail.lastsSeconds;
  return [
    { secondsAgo: OPENED_SECONDS_AGO, play: () => ensureEstate(estate) },
    ...told,
    { secondsAgo: REFUNDS_FAILED_SECONDS_AGO, play: () => refundsFail.begin(estate, draw) },
    { secondsAgo: over, play: async () => refundsFail.end?.(estate) },
  ];
}

function roundsAgo(): number[] {
  const rounds: number[] = [];
  for (let ago = OPENED_SECONDS_AGO - EVERY_SECONDS.usual; ago > EVERY_SECONDS.usual; ) {
    rounds.push(ago);
    const isQuiet = ago <= QUIET.fromSecondsAgo && ago > QUIET.untilSecondsAgo;
    ago -= isQuiet ? EVERY_SECONDS.quiet : EVERY_SECONDS.usual;
  }
  return rounds;
}
