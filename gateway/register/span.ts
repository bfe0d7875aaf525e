/** From `fromMs` on and until before `toMs`; without bound where left out. Epoch milliseconds. */
export interface OpenSpan {
  fromMs?: number | undefined;
  toMs?: number | undefined;
}

/** Whether it goes on after `ms`; what has not begun does, too. */
export const outlasts = ({ toMs }: OpenSpan, ms: number): boolean => toMs === undefined || toMs > ms;

/** Whether `ms` lies in it. */
export const includes = (span: OpenSpan, ms: number): boolean =>
  (span.fromMs === undefined || span.fromMs <= ms) && outlasts(span, ms);
