/** First Ctrl-C: `stop` is aborted and everything ends in order. Second: `kill` at once. */
export function onInterrupt(kill: () => void): { readonly stop: AbortSignal; dispose(): void } {
  const controller = new AbortController();
  const heard = (): void => {
    if (controller.signal.aborted) kill();
    else controller.abort();
  };
  process.on('SIGINT', heard);
  process.on('SIGTERM', heard);
  return {
    stop: controller.signal,
    dispose: () => {
      process.off('SIGINT', heard);
      process.off('SIGTERM', heard);
    },
  };
}
