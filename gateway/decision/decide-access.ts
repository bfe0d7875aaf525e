import { type AccessCase, accessRules, type Verdict, violatesPassback } from './access-rules.ts';
import { type AccessDecision, type RuleAnswer, type RuleId, ruleIds } from './decision.ts';
import { identify } from './identify.ts';
import type { AccessRequest, Situation } from './situation.ts';

/**
 * May whoever asks pass here now? Pure: the same situation and request give the same answer. The rules are asked in the order of
 * `ruleIds`; the first that fails, or that grants by itself, decides, and its reason is the only one told. The others are asked
 * all the same, so that “why was this refused?” can show every rule in order.
 */
export function decideAccess(situation: Situation, request: AccessRequest): AccessDecision {
  const access: AccessCase = { situation, request, presented: identify(situation, request) };
  const trace: RuleAnswer[] = [];
  let deciding: Verdict | undefined;
  for (const rule of ruleIds) {
    const verdict = accessRules[rule](access);
    trace.push(toAnswer(rule, verdict));
    if (verdict.answer === 'failed' || verdict.answer === 'granted') deciding ??= verdict;
  }
  return { trace, ...conclude(access, deciding) };
}

function toAnswer(rule: RuleId, verdict: Verdict): RuleAnswer {
  const { answer } = verdict;
  return 'reason' in verdict ? { rule, answer, reason: verdict.reason } : { rule, answer };
}

type Conclusion = AccessDecision extends infer Each ? (Each extends unknown ? Omit<Each, 'trace'> : never) : never;

function conclude(access: AccessCase, deciding: Verdict | undefined): Conclusion {
  const { name, holder, credential } = access.presented;
  const who = holder ? { holder: holder.id } : {};
  if (deciding?.answer === 'granted') return { outcome: 'granted', reason: deciding.reason };
  if (deciding?.answer === 'failed') {
    const { reason, ask, wait, candidate } = deciding;
    if (wait) return { outcome: 'wait', reason: 'no-vehicle-at-loop' };
    if (ask) return { outcome: 'ask-guard', reason, ...who, ...(candidate === undefined ? {} : { candidate }) };
    return { outcome: 'denied', reason, ...who, ...(name === undefined ? {} : { credential: name }) };
  }
  // Every rule has let it pass: there is something that was presented, and the register knows it.
  if (name === undefined) throw new Error('a grant without a credential');
  return {
    outcome: 'granted',
    reason: 'granted',
    ...who,
    credential: name,
    extendedTimes: holder?.extendedTimes ?? false,
    duress: credential?.duress ?? false,
    passbackViolated: violatesPassback(access),
  };
}
