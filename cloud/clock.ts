/** Time as the cloud sees it: the wall clock for records and ages, a monotonic one for rates and back-off. */
export interface Clock {
  wallMs(): number;
  monotonicMs(): number;
}

export const systemClock: Clock = {
  wallMs: () => Date.now(),
  monotonicMs: () => performance.now(),
};
