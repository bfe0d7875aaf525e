import { Button } from '@mantine/core';
import { gateway } from '../api/api.ts';
import { problemCode } from '../api/api-problem.ts';
import { useTexts } from '../locales/i18n.ts';
import type { Deed } from '../parts/deed-dialog.tsx';
import { msToLastDay } from '../parts/field-time.ts';
import { PlateText } from '../parts/plate-text.tsx';
import { useSiteNow } from '../parts/site-clock.ts';
import { useUndoNotice } from '../parts/undo-notice.tsx';
import classes from './person.module.css';
import { useGroupName } from './use-group-name.ts';
import type { CredentialView, Deeds, PersonView } from './use-person.ts';

type Verb = 'suspend' | 'resume' | 'lost' | 'revoke';
type Kind = 'card' | 'permit';
type VehicleView = PersonView['vehicles'][number];

const verbsOf: Record<NonNullable<CredentialView['state']>, readonly Verb[]> = {
  active: ['suspend', 'lost', 'revoke'],
  suspended: ['resume', 'revoke'],
  lost: ['resume', 'revoke'],
  revoked: [],
};

function post(kind: Kind, verb: Verb, id: string, reason: string) {
  const init = { params: { path: { id } }, body: { reason } };
  if (kind === 'card') return gateway.POST(`/api/cards/{id}/${verb}`, init);
  // A permit cannot be lost.
  return gateway.POST(`/api/permits/{id}/${verb === 'lost' ? 'suspend' : verb}`, init);
}

/** Why it opens nothing now; `undefined` where it does. */
export function whyNot(
  { state, fromMs, toMs }: CredentialView,
  nowMs: number,
): 'suspended' | 'lost' | 'revoked' | 'not-yet' | 'expired' | undefined {
  if (state !== undefined && state !== 'active') return state;
  if (fromMs !== undefined && nowMs < fromMs) return 'not-yet';
  return toMs !== undefined && toMs <= nowMs ? 'expired' : undefined;
}

function useVerbs(kind: Kind, one: CredentialView, deeds: Deeds) {
  const { t, code } = useTexts();
  const notify = useUndoNotice();
  const id = one.id ?? '';
  return (verb: Verb): Deed => ({
    title: t(`credentialVerb.${verb}`),
    hint: t(`credentialHint.${verb}`),
    reason: true,
    // What is revoked stays so.
    held: verb === 'revoke',
    submit: t(`credentialVerb.${verb}`),
    send: (values) => post(kind, verb, id, values.reason ?? ''),
    done: () => {
      const back = verb === 'suspend' || verb === 'lost' ? 'resume' : undefined;
      notify(
        t('credential.done', { what: t(`credentialVerb.${verb}`) }),
        back &&
          (() =>
            void post(kind, back, id, t('credential.undone')).then(deeds.renew, (error: unknown) => {
              notify(t('record.failed', { reason: code('reason', problemCode(error)) }));
              deeds.renew();
            })),
      );
    },
  });
}

/** A plate as the purpose shows it, or the last digits of a card; an id tells nobody anything. */
function What({ one, kind, vehicle }: Pick<CredentialRowProps, 'one' | 'kind' | 'vehicle'>) {
  const { t } = useTexts();
  if (kind === 'card') return one.value ?? t('credential.card');
  const plate = vehicle?.plate ?? one.value;
  return plate === undefined ? t('credential.plate') : <PlateText plate={plate} colour={vehicle?.colour} />;
}

interface CredentialRowProps {
  one: CredentialView;
  kind: Kind;
  mayChange: boolean;
  /** Of a permit, where the register knows it. */
  vehicle?: VehicleView | undefined;
  deeds: Deeds;
}

/** A card or a permit: what it is, whether it opens and why not, and what may be done with it. */
export function CredentialRow(props: CredentialRowProps) {
  const { one, kind, mayChange, vehicle, deeds } = props;
  const { t } = useTexts();
  const nowMs = useSiteNow();
  const groupName = useGroupName();
  const verb = useVerbs(kind, one, deeds);
  const why = whyNot(one, nowMs);
  const verbs = verbsOf[one.state ?? 'active'].filter((each) => kind === 'card' || each !== 'lost');
  return (
    <li className={classes.item} data-testid="credential" data-credential={one.id} data-state={one.state}>
      <span className={classes.main}>
        <What {...{ one, kind, vehicle }} />
        <span className={classes.more}>
          {one.toMs === undefined ? t('credential.noEnd') : t('credential.until', { day: msToLastDay(one.toMs) })}
          {one.group !== undefined && ` · ${t('credential.limited', { group: groupName(one.group) })}`}
        </span>
        {vehicle?.note !== undefined && <span className={classes.more}>{vehicle.note}</span>}
      </span>
      {vehicle?.state !== undefined && vehicle.state !== 'active' && (
        <span className={classes.state} data-bad="true">
          {t(`vehicleState.${vehicle.state}`)}
        </span>
      )}
      <span className={classes.state} data-bad={why !== undefined}>
        {t(`credentialState.${why ?? 'active'}`)}
      </span>
      {mayChange && (
        <span className={classes.buttons}>
          {verbs.map((each) => (
            <Button
              key={each}
              size="xs"
              variant="default"
              data-testid={`do-${each}`}
              onClick={() => deeds.ask(verb(each))}
            >
              {t(`credentialVerb.${each}`)}
            </Button>
          ))}
        </span>
      )}
    </li>
  );
}
