export const MESSAGE_STATES = ["present", "redriven", "discarded", "left", "probably-expired"] as const;
