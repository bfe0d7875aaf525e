import Type, { type Static } from 'typebox';
import { Day, Id } from './place.ts';

/**
 * What the law asks a site to have settled before it turns something on. Not legal advice: each entry names the paper in which
 * the site's own people have settled it.
 */
const strict = { additionalProperties: false } as const;

/** An impact assessment (PIPL 55–56): kept for three years. */
export const Assessment = Type.Object(
  {
    reference: Type.String({ minLength: 1, maxLength: 120, description: 'number or title of the document' }),
    approvedOn: Day,
  },
  strict,
);
export type Assessment = Static<typeof Assessment>;

/** Kinds of data that are kept for a time of their own. */
export const retainedClasses = [
  'passages',
  'device-events',
  'alarms',
  'picture',
  'clip',
  'export',
  'visits',
  'requests',
  'ended-people',
  'ledger',
] as const;
export const RetainedClass = Type.Enum([...retainedClasses]);
export type RetainedClass = Static<typeof RetainedClass>;

export const RetentionRule = Type.Object(
  {
    class: RetainedClass,
    days: Type.Integer({ minimum: 1, maximum: 3660 }),
    basis: Type.String({ minLength: 1, maxLength: 300, description: 'the law, standard or decision that asks for it' }),
    zones: Type.Optional(
      Type.Array(Id, { minItems: 1, description: 'only what happened there; everywhere if left out' }),
    ),
  },
  strict,
);
export type RetentionRule = Static<typeof RetentionRule>;

const NoticeText = Type.String({ minLength: 20, maxLength: 6000 });
/** What somebody reads before they consent. */
export const ConsentNotice = Type.Object(
  {
    purpose: Type.Enum(['face', 'living-alone-care']),
    version: Type.String({
      minLength: 1,
      maxLength: 40,
      description: 'kept with each consent: a new text, a new version',
    }),
    text: Type.Object({ zh: NoticeText, en: NoticeText }, strict),
  },
  strict,
);
export type ConsentNotice = Static<typeof ConsentNotice>;

export const SitePrivacy = Type.Object(
  {
    profile: Type.Optional(
      Type.Enum(['cn', 'eu'], { default: 'cn', description: 'eu: no watch-list and no search for people at all' }),
    ),
    assessments: Type.Optional(
      Type.Object(
        {
          face: Type.Optional(Assessment),
          watchList: Type.Optional(Assessment),
          trajectory: Type.Optional(Assessment),
        },
        { ...strict, description: 'without one, the thing named is not turned on' },
      ),
    ),
    watchList: Type.Optional(Type.Literal('on', { description: 'off if left out' })),
    retention: Type.Optional(Type.Array(RetentionRule, { maxItems: 100 })),
    notices: Type.Optional(
      Type.Array(ConsentNotice, {
        maxItems: 10,
        description: 'texts of consent; plain ones of Ringward where left out',
      }),
    ),
  },
  strict,
);
export type SitePrivacy = Static<typeof SitePrivacy>;

/** A watch-list is off unless the site has turned it on with an impact assessment; under the profile `eu` there is none. */
export const hasWatchList = (privacy: SitePrivacy | undefined): boolean =>
  privacy?.profile !== 'eu' && privacy?.watchList === 'on' && privacy.assessments?.watchList !== undefined;
