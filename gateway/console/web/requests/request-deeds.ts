import { gateway } from '../api/api.ts';
import type { Texts, Translate } from '../locales/i18n.ts';
import type { Deed, DeedField } from '../parts/deed-dialog.tsx';
import { oneOf, type Request, type RequestDeedName, urgencies } from './request-words.ts';

type Urgency = Request['urgency'];

const urgencyField = (t: Translate, value: Urgency): DeedField => ({
  key: 'urgency',
  label: t('requests.urgency'),
  kind: 'choice',
  value,
  choices: urgencies.map((each) => ({ value: each, label: t(`urgency.${each}`) })),
});
const wordsField = (label: string): DeedField => ({ key: 'words', label, kind: 'area', needed: true, maxLength: 1000 });

/** One step of a request, with what it asks. `staff`: to whom it is given mostly; a firm can be typed. */
export function stepDeed(
  { t, code }: Texts,
  request: Request,
  deed: RequestDeedName | 'note',
  { staff, done }: { staff: readonly string[]; done(): void },
): Deed {
  const path = { params: { path: { id: request.id } } };
  const base = { title: `${request.number} · ${t(`requestDeed.${deed}`)}`, submit: t(`requestDeed.${deed}`), done };
  const words = (label: string, post: (words: string) => Promise<unknown>): Deed => ({
    ...base,
    fields: [wordsField(label)],
    send: ({ words: said = '' }) => post(said),
  });
  switch (deed) {
    case 'accept':
      return {
        ...base,
        fields: [urgencyField(t, request.urgency)],
        send: ({ urgency }) =>
          gateway.POST('/api/requests/{id}/accept', { ...path, body: { urgency: oneOf(urgencies, urgency) } }),
      };
    case 'assign':
      return {
        ...base,
        fields: [
          {
            ...{ key: 'to', label: t('requests.assignee'), hint: t('requests.assigneeHint') },
            ...{ needed: true, maxLength: 64, value: request.assignee ?? '' },
            choices: staff.map((user) => ({ value: user, label: user })),
          },
        ],
        send: ({ to = '' }) => gateway.POST('/api/requests/{id}/assign', { ...path, body: { to } }),
      };
    case 'rate':
      return {
        ...base,
        fields: [
          {
            key: 'score',
            label: t(request.from === 'resident' ? 'requests.toldScore' : 'requests.score'),
            ...(request.from === 'resident' && { hint: t('requests.toldHint') }),
            kind: 'choice',
            value: '5',
            choices: [5, 4, 3, 2, 1].map((n) => ({ value: String(n), label: code('score', `s${n}`) })),
          },
          { key: 'words', label: t('requests.said'), kind: 'area', maxLength: 1000 },
        ],
        send: ({ score, words: said }) =>
          gateway.POST('/api/requests/{id}/rate', {
            ...path,
            body: { score: Number(score), ...(said ? { words: said } : {}) },
          }),
      };
    case 'refuse':
      return words(t('requests.why'), (said) =>
        gateway.POST('/api/requests/{id}/refuse', { ...path, body: { words: said } }),
      );
    case 'finish':
      return words(t('requests.whatWasDone'), (said) =>
        gateway.POST('/api/requests/{id}/finish', { ...path, body: { words: said } }),
      );
    case 'feed-back':
      return words(t('requests.told'), (said) =>
        gateway.POST('/api/requests/{id}/feed-back', { ...path, body: { words: said } }),
      );
    case 'return':
      return words(t('requests.whatIsWrong'), (said) =>
        gateway.POST('/api/requests/{id}/return', { ...path, body: { words: said } }),
      );
    default:
      return words(t('requests.note'), (said) =>
        gateway.POST('/api/requests/{id}/note', { ...path, body: { words: said } }),
      );
  }
}
