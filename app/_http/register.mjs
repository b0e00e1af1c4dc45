/** Next compiles its instrumentation for two runtimes; only in Node's there is something to start. */
export async function register() {
  if (process.env.NEXT_RUNTIME === "nodejs") {
    const { start } = await import("./start");
    await start();
  }
}
