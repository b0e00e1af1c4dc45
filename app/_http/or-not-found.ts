import { notFound } from "next/navigation";
import { Invalid, NotFound } from "@/lib/core/errors";

/** The answer, or the page that says it is not here: for ids that name nothing and for what cannot be an id. */
export async function orNotFound<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof NotFound || error instanceof Invalid) notFound();
    throw error;
  }
}
