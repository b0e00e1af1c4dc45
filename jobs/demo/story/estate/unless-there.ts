/** Errors by which AWS says that what is to be made is there already. */
const THERE = new Set([
  "ResourceAlreadyExistsException",
  "ResourceConflictException",
  "ResourceInUseException",
  "ConflictException",
  "StateMachineAlreadyExists",
]);

/** The answer, or undefined when what was to be made is there already. Other errors are thrown. */
export async function unlessThere<T>(making: Promise<T>): Promise<T | undefined> {
  try {
    return await making;
  } catch (error) {
    if (error instanceof Error && THERE.has(error.name)) return undefined;
    throw error;
  }
}
