const [day, hanoiOffset] = [86_400_000, 7 * 3_600_000];

/** Milliseconds until the clock of Hanoi, which has no summer time, shows `HH:mm` next; never 0. */
export function untilNext(time: string, now: Date): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  const wall = now.getTime() + hanoiOffset;
  const left = (hours * 3_600_000 + minutes * 60_000 - (wall % day) + day) % day;
  return left === 0 ? day : left;
}
