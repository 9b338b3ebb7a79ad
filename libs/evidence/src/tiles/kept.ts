/** Reads each thing once, for many receipts; of those read, the `most` recent are kept. */
export function keepingRecent<T>(read: (name: string) => Promise<T>, most = 1024): (name: string) => Promise<T> {
  const kept = new Map<string, Promise<T>>();
  return (name) => {
    const found = kept.get(name) ?? read(name);
    kept.delete(name);
    kept.set(name, found);
    const [oldest] = kept.keys();
    if (kept.size > most && oldest !== undefined) kept.delete(oldest);
    return found;
  };
}
