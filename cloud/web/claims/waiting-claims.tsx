import { Button, Menu } from '@mantine/core';
import type { ClaimRefusalReason } from '../../../devices/contracts/claim.ts';
import type { ClaimView } from '../../identity/identity-views.ts';
import { identityClient } from '../api/identity-client.ts';
import { useGateways } from '../api/use-fleet.ts';
import { shownState } from '../fleet/gateway-health.ts';
import { useTexts } from '../locales/texts.ts';
import { useCloudNow, useCloudTimes } from '../parts/cloud-clock.ts';
import { describeProblem } from '../parts/describe-problem.ts';
import { formatAge } from '../parts/format-time.ts';
import { HoldButton } from '../parts/hold-button.tsx';
import { GatewayState } from '../parts/marks.tsx';
import { GroupChoice } from './group-choice.tsx';
import { useIdentityDeed } from './use-claims.ts';

const refusals: readonly ClaimRefusalReason[] = ['not-ours', 'wrong-site', 'duplicate', 'other'];

/** What the gateway says of itself, before anybody believes it. */
function Facts({ claim: { facts, address, askedAtMs } }: { claim: ClaimView }) {
  const { t } = useTexts();
  const nowMs = useCloudNow();
  return (
    <div>
      <strong>{facts.siteName}</strong> <span className="mono">{facts.gateway}</span>
      <div className="dim small">
        {t('claim.facts', { site: facts.site, version: facts.version, model: facts.model, address })}
      </div>
      <div className="dim small">
        {t('claim.box', { id: facts.hardware.slice(0, 8) })} ·{' '}
        {t('claim.asked', { age: formatAge(nowMs - askedAtMs, t) })}
      </div>
    </div>
  );
}

function Waiting({ claim }: { claim: ClaimView }) {
  const { t } = useTexts();
  const replaces = claim.kinship === 'other-box';
  const accept = useIdentityDeed(() => identityClient.accept(claim.id, replaces));
  const refuse = useIdentityDeed((why: ClaimRefusalReason) => identityClient.refuse(claim.id, why));
  const problem = accept.error ?? refuse.error;
  const busy = accept.isPending || refuse.isPending;
  const odd = claim.kinship !== null && claim.kinship !== 'new';
  return (
    <li className="claim-row" data-testid="claim" data-gateway={claim.facts.gateway}>
      <div>
        <Facts claim={claim} />
        {odd && <p className="claim-kin small">{t(`kinship.${claim.kinship ?? 'new'}`)}</p>}
        {problem && (
          <p className="bad" role="alert">
            {describeProblem(problem, t)}
          </p>
        )}
      </div>
      <div className="claim-deeds">
        {replaces ? (
          <HoldButton
            label={t('claim.replace')}
            testid="replace"
            disabled={busy}
            onHeld={() => accept.mutate(undefined)}
          />
        ) : (
          <Button
            size="xs"
            variant="filled"
            disabled={busy}
            data-testid="accept"
            onClick={() => accept.mutate(undefined)}
          >
            {t('claim.doAccept')}
          </Button>
        )}
        <Menu position="bottom-end" withinPortal>
          <Menu.Target>
            <Button size="xs" variant="default" disabled={busy} data-testid="refuse">
              {t('claim.doRefuse')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {refusals.map((why) => (
              <Menu.Item key={why} onClick={() => refuse.mutate(why)}>
                {t(`refusal.${why}`)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      </div>
    </li>
  );
}

/** What became of a claim: an accepted gateway is seen coming alive. */
function Decided({ claim }: { claim: ClaimView }) {
  const { t } = useTexts();
  const times = useCloudTimes();
  const { nowMs } = times;
  const view = useGateways().data?.gateways.find(({ gateway }) => gateway === claim.facts.gateway);
  const accepted = claim.state === 'accepted';
  const by = claim.decidedBy === 'policy' ? t('claim.policy') : (claim.decidedBy ?? '');
  return (
    <li className="claim-row" data-testid="decided" data-gateway={claim.facts.gateway}>
      <span>
        <span className="mono">{claim.facts.gateway}</span>{' '}
        <span className="dim small">
          {t(accepted ? 'claim.acceptedBy' : 'claim.refusedBy', {
            by,
            age: formatAge(nowMs - (claim.decidedAtMs ?? nowMs), t),
          })}
          {claim.why && ` · ${t(`refusal.${claim.why}`)}`}
        </span>
      </span>
      {accepted && view && <GatewayState state={shownState(view, times)} />}
      {accepted && <GroupChoice gateway={claim.facts.gateway} />}
    </li>
  );
}

const decidedShown = 8;

/** Gateways that ask to be let in, and what became of the latest ones. */
export function WaitingClaims({ claims }: { claims: readonly ClaimView[] }) {
  const { t } = useTexts();
  const waiting = claims.filter(({ state }) => state === 'waiting');
  const decided = claims.filter(({ state }) => state !== 'waiting').slice(0, decidedShown);
  return (
    <>
      <section aria-live="polite">
        <h3>{t('claim.waiting', { n: waiting.length })}</h3>
        {waiting.length === 0 && <p className="dim small">{t('claim.nobody')}</p>}
        <ul className="claim-list">
          {waiting.map((claim) => (
            <Waiting key={claim.id} claim={claim} />
          ))}
        </ul>
      </section>
      {decided.length > 0 && (
        <section>
          <h3>{t('claim.decided')}</h3>
          <ul className="claim-list">
            {decided.map((claim) => (
              <Decided key={claim.id} claim={claim} />
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
