// Loaded first by every process of the demo (`node --import`). The launcher holds the other end of stdin: when it was
// killed without a chance to stop anything, stdin ends and so does the process, in good order.
const GIVE_UP_MS = 10_000;

if (process.ppid === Number(process.env.DLO_DEMO_LAUNCHER)) {
  const end = () => {
    process.kill(process.pid, "SIGTERM");
    setTimeout(() => process.exit(1), GIVE_UP_MS).unref();
  };
  process.stdin.once("end", end).once("error", end).resume();
  process.stdin.unref();
}
