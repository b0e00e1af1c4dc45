export async function register(): Promise<void> {
  const { start } = await import("./app/_http/start");
  await start();
}
