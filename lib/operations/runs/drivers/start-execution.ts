import type { ResourceDriver } from "./driver";

export const startExecution: ResourceDriver = {
  name: "start-execution",
  open() {
    throw new Error("not there yet");
  },
};
