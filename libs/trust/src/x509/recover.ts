import { TrustError } from '../model';

/** What `act` gives, or what `instead` makes of the TrustError that it threw. Anything else is a defect of ours and goes on. */
export function recover<T, U>(act: () => T, instead: (error: TrustError) => U): T | U {
  try {
    return act();
  } catch (error) {
    if (error instanceof TrustError) return instead(error);
    throw error;
  }
}
