import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import type { Ctx } from "@/lib/operations/context";
import { web } from "./context";

/** The context of the page being rendered, whoever asks. One per request, however many components want it. */
export const anyonesContext = cache(async (): Promise<Ctx> => web().contextFor({ headers: await headers() }));

/** The context of the page being rendered. Sends people who are not signed in to the sign-in page, and back later. */
export async function pageContext(): Promise<Ctx> {
  const ctx = await anyonesContext();
  if (ctx.actor.kind !== "anonymous") return ctx;
  const path = (await headers()).get("x-dlo-path") ?? "/";
  redirect(path === "/" ? "/sign-in" : `/sign-in?next=${encodeURIComponent(path)}`);
}
