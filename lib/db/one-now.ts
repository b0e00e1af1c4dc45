import { sql } from "./query";

/** The time, asked for once in a statement: `dlo_now()` by itself is asked again for every row that meets it. */
export const ONE_NOW = sql`(SELECT dlo_now())`;
