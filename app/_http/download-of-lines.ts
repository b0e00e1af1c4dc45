import type { Ctx } from "@/lib/operations/context";

/**
 * Parts of text as a file to save, made as fast as they are taken. What goes wrong on the way breaks the connection off:
 * half an answer must not look like a whole one.
 */
export function downloadOfLines(
  parts: AsyncGenerator<string>,
  fileName: string,
  ctx: Pick<Ctx, "log">,
  type = "application/x-ndjson",
): Response {
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { done, value } = await parts.next();
        if (done) controller.close();
        else controller.enqueue(encoder.encode(value));
      } catch (failure) {
        ctx.log.error({ err: failure, fileName }, "a download broke off");
        controller.error(failure);
      }
    },
    async cancel() {
      await parts.return(undefined);
    },
  });
  return new Response(body, {
    headers: {
      "content-type": `${type}; charset=utf-8`,
      "content-disposition": `attachment; filename="${fileName}"`,
      "cache-control": "no-store, no-transform",
      "x-content-type-options": "nosniff",
    },
  });
}
