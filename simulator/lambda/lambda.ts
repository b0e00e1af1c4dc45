import type { Service } from "../service";
import { listEventSourceMappings } from "./list-event-source-mappings";

export const lambda: Service = {
  name: "lambda",
  operations: { ListEventSourceMappings: listEventSourceMappings },
};
