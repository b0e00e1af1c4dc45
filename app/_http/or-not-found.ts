import { notFound } from "next/navigation";
import { Invalid, NotFound } from "@/lib/core/errors";

/** The answer of an operation for a page; what is absent, foreign or no id at all becomes the not-found page. */
export async function orNotFound<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof NotFound || error instanceof Invalid) notFound();
    throw error;
  }
}
