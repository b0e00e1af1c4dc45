import type { Service } from "../service";

export const pipes: Service = { name: "pipes", wire: { kind: "rest", routes: [] }, operations: {} };
