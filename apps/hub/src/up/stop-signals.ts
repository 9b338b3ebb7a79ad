/** An orderly end waits for servers; one that is gone must not keep a process for ever that nobody supervises any more. */
const patienceMs = 30_000;

/** Resolves at the first SIGINT or SIGTERM, or when the parent that supervises this process is gone; what has not ended long after that is ended. */
export function stopSignal(): Promise<void> {
  return new Promise<void>((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
    process.once('disconnect', () => resolve());
    if (process.send && !process.connected) resolve(); // gone before anyone listened
  }).then(() => void setTimeout(() => process.exit(1), patienceMs).unref());
}
