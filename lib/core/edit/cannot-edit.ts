/** An edit that cannot be made to this message, with the reason in words for people. Caught by whoever edits messages. */
export class CannotEdit extends Error {}
