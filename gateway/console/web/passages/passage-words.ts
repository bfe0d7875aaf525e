/** As decision.ts names them, which imports nothing. */
export { denialReasons as refusals, methods } from '../../../decision/decision.ts';
export const outcomes = ['granted', 'denied', 'ask-guard'] as const;
