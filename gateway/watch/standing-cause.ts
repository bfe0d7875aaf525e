/** Whether a cause stands, with a beginning and an end that do not follow every flicker. */
export interface StandingCause {
  /** `begins` raises it; once it stands it goes on while `remains`. */
  look(begins: boolean, remains: boolean, atMs: number): 'began' | 'ended' | undefined;
}

/** `endMs` without the cause end it. `standing`: it stood before this watch began, e.g. before a restart. */
export function createStandingCause(endMs: number, standing: boolean): StandingCause {
  let stands = standing;
  let goneSinceMs: number | undefined;
  return {
    look: (begins, remains, atMs) => {
      if (begins || remains) {
        goneSinceMs = undefined;
        if (stands || !begins) return undefined;
        stands = true;
        return 'began';
      }
      if (!stands) return undefined;
      goneSinceMs ??= atMs;
      if (atMs - goneSinceMs < endMs) return undefined;
      stands = false;
      goneSinceMs = undefined;
      return 'ended';
    },
  };
}
