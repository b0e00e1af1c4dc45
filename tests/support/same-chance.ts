import fc from "fast-check";

/** Properties are tried on the same examples every time, so that a change alone can break them. `DLO_SEED=random` tries others. */
const seed = process.env.DLO_SEED ?? "20261122";
if (seed !== "random") fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(seed) });
