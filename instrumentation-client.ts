import { config } from "zod";

// Zod tries out `eval` to see whether it may compile its schemas; the policy of our pages would report that as an attack.
config({ jitless: true });
