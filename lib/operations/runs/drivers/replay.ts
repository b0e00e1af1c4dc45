import type { ResourceDriver } from "./driver";

export const replay: ResourceDriver = {
  name: "replay",
  open() {
    throw new Error("not there yet");
  },
};
