import type { Service } from "../service";

export const scheduler: Service = { name: "scheduler", wire: { kind: "rest", routes: [] }, operations: {} };
