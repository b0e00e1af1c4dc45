import type { Service } from "../service";
import * as operations from "./pipe-operations";

const PIPE = "/v1/pipes/{Name}";

/** EventBridge Pipes from queues, Kinesis and tables' streams, with filters and without enrichment. */
export const pipes: Service = {
  name: "pipes",
  wire: {
    kind: "rest",
    routes: [
      { method: "POST", path: PIPE, operation: "CreatePipe" },
      { method: "GET", path: PIPE, operation: "DescribePipe" },
      { method: "PUT", path: PIPE, operation: "UpdatePipe" },
      { method: "DELETE", path: PIPE, operation: "DeletePipe" },
      { method: "POST", path: `${PIPE}/start`, operation: "StartPipe" },
      { method: "POST", path: `${PIPE}/stop`, operation: "StopPipe" },
      { method: "GET", path: "/v1/pipes", operation: "ListPipes" },
    ],
  },
  operations: { ...operations },
  trailed: {
    CreatePipe: "CreatePipe",
    UpdatePipe: "UpdatePipe",
    DeletePipe: "DeletePipe",
    StartPipe: "StartPipe",
    StopPipe: "StopPipe",
  },
};
