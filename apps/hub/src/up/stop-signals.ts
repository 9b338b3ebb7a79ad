/** Resolves at the first SIGINT or SIGTERM, or when the parent that supervises this process is gone. */
export function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
    process.once('disconnect', () => resolve());
    if (process.send && !process.connected) resolve(); // gone before anyone listened
  });
}
