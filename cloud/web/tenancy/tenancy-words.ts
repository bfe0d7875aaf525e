import { CloudProblem } from '../api/cloud-client.ts';
import type { Translate } from '../locales/texts.ts';
import { describeProblem } from '../parts/describe-problem.ts';

const known = [
  'sign-taken',
  'roles-collide',
  'tenancy-moved',
  'last-administrator',
  'place-in-use',
  'forbidden',
  'not-found',
] as const;

/** Why a deed of this page was refused, and what to do. */
export function explainRefusal(error: unknown, t: Translate): string {
  const code = error instanceof CloudProblem ? known.find((each) => each === error.code) : undefined;
  return code ? t(`tenancy.problem.${code}`) : describeProblem(error, t);
}

/** A place as its title, with its kind; of a place without one its name. */
export function namePlace(place: string, titles: ReadonlyMap<string, string>, t: Translate): string {
  if (place === 'cloud') return t('tenancy.kind.cloud');
  const [kind, id = ''] = place.split(':', 2) as ['tenant' | 'city' | 'district' | 'site', string];
  return `${t(`tenancy.kind.${kind}`)} ${titles.get(place) ?? id}`;
}
