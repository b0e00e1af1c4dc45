interface Given {
  /** The rule it is about: the example is made from its pattern, and its answer stands first. */
  readonly ruleId?: string;
  /** A failed message whose event is taken. */
  readonly messageRowId?: string;
}

/** Where an event is tested against the rules of a bus. */
export function testAddress(busId: string, { ruleId, messageRowId }: Given = {}): string {
  const parameters = new URLSearchParams();
  if (ruleId) parameters.set("rule", ruleId);
  if (messageRowId) parameters.set("message", messageRowId);
  const path = `/events/buses/${busId}/test`;
  return parameters.size > 0 ? `${path}?${parameters}` : path;
}
