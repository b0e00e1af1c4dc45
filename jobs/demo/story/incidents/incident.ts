import type { Estate } from "../estate/estate";
import type { Draw } from "../shop/line-of-business";

/** Something that goes wrong in the estate for a while, and is over by itself. */
export interface Incident {
  readonly name: string;
  /** What happens, in a sentence without a full stop. */
  readonly title: string;
  /** Where one sees it, and how soon, in a few words. */
  readonly shows: string;
  /** From its begin to its end. */
  readonly lastsSeconds: number;
  /** The queue of the estate in which its dead letters lie; while that is full, the timetable passes the incident over. */
  readonly fills?: string;
  /** Breaks something; the traffic meets it. `draw` is for letters that the incident sends itself. */
  begin(estate: Estate, draw: () => Draw): Promise<void>;
  /** Repairs it: what is sent again afterwards goes through. */
  end?(estate: Estate): Promise<void>;
}
