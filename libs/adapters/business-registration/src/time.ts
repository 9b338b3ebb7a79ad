const form = /^(?<y>\d{4})(?<m>\d\d)(?<d>\d\d)(?<h>\d\d)(?<i>\d\d)(?<s>\d\d)$/;

/** yyyyMMddHHmmss of Asia/Ho_Chi_Minh → RFC 3339; `undefined` for anything else, or no moment of the calendar. */
export function registryTime(value: unknown): string | undefined {
  const { y, m, d, h, i, s } = form.exec(typeof value === 'string' || typeof value === 'number' ? String(value) : '')?.groups ?? {};
  const clock = `${y}-${m}-${d}T${h}:${i}:${s}`;
  const moment = new Date(`${clock}Z`);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(clock) ? `${clock}+07:00` : undefined;
}
