import type { Service } from "../service";
import { listEventSourceMappings } from "./list-event-source-mappings";

export const lambda: Service = {
  name: "lambda",
  wire: {
    kind: "rest",
    routes: [{ method: "GET", path: "/2015-03-31/event-source-mappings", operation: "ListEventSourceMappings" }],
  },
  operations: { ListEventSourceMappings: listEventSourceMappings },
};
