import type { Texts } from '../locales/i18n.ts';

/** `email`, `mqtt` or `webhook:ID`, as people call it. */
export function channelWords(id: string, { code }: Pick<Texts, 'code'>): string {
  const [kind = '', own] = id.split(':');
  return own === undefined ? code('channelKind', kind) : `${code('channelKind', kind)} ${own}`;
}

/** Why a channel did not take a notice. */
export function channelProblem(problem: string, { t, code }: Pick<Texts, 't' | 'code'>): string {
  const status = /^status-(\d+)$/.exec(problem)?.[1];
  return status === undefined ? code('channelProblem', problem) : t('channelProblem.status', { n: status });
}
