import type { ResourceDriver } from "./driver";

export const redriveExecution: ResourceDriver = {
  name: "redrive-execution",
  open() {
    throw new Error("not there yet");
  },
};
