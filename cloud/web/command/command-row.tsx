import { Button } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'wouter';
import { api } from '../api/api.ts';
import { useOperator } from '../api/use-operator.ts';
import { useTexts } from '../locales/texts.ts';
import { AgeText } from '../parts/age-text.tsx';
import { useCloudNow } from '../parts/cloud-clock.ts';
import { describeProblem } from '../parts/describe-problem.ts';
import { formatTime } from '../parts/format-time.ts';
import { HoldButton } from '../parts/hold-button.tsx';
import classes from './command.module.css';
import { sayCode } from './say-code.ts';
import { type Command, useReadAgain } from './use-commands.ts';

const bad: readonly Command['state'][] = ['refused', 'failed', 'expired', 'declined'];

const subjectOf = ({ what }: Command): string =>
  what.kind === 'open-door' ? what.door : 'camera' in what ? what.camera : 'device' in what ? what.device : '';

/** Who asked, who decided, and how it stands. */
function Facts({ command, showGateway }: { command: Command; showGateway: boolean }) {
  const { t } = useTexts();
  const nowMs = useCloudNow();
  const { kind, state, gateway, why, askedBy, askedMs, decidedBy, untilMs, code } = command;
  const waits = state === 'asked' || state === 'sent';
  return (
    <div className={classes.facts}>
      <strong>{t(`command.kind.${kind}`)}</strong> <span className="mono">{subjectOf(command)}</span>{' '}
      {showGateway && (
        <Link href={`~/gateways/${gateway}`} className="mono">
          {gateway}
        </Link>
      )}
      <div>
        <span className={classes.state} data-bad={bad.includes(state)} data-testid="command-state" data-state={state}>
          {bad.includes(state) && '✕ '}
          {state === 'done' && '✓ '}
          {t(`command.state.${state}`)}
        </span>
        {waits && ` · ${t('command.until', { time: formatTime(untilMs, nowMs) })}`}
        {code !== null && ` · ${sayCode(code, t)}`}
      </div>
      <div className="dim small">
        {t('command.askedBy', { by: askedBy })} · <AgeText atMs={askedMs} ago />
        {decidedBy !== null &&
          ` · ${t(state === 'declined' ? 'command.declinedBy' : 'command.approvedBy', { by: decidedBy })}`}
        {' · '}
        {why}
      </div>
    </div>
  );
}

function useDeed(
  path: '/v1/commands/{command}/approve' | '/v1/commands/{command}/decline' | '/v1/commands/{command}/withdraw',
) {
  const again = useReadAgain();
  return api.useMutation('post', path, { onSettled: again });
}

function Deeds({ command: { id, state, own } }: { command: Command }) {
  const { t } = useTexts();
  const { may } = useOperator();
  const [approve, decline, withdraw] = [
    useDeed('/v1/commands/{command}/approve'),
    useDeed('/v1/commands/{command}/decline'),
    useDeed('/v1/commands/{command}/withdraw'),
  ];
  const params = { params: { path: { command: id } } };
  const error = approve.error ?? decline.error ?? withdraw.error;
  const busy = approve.isPending || decline.isPending || withdraw.isPending;
  const decides = state === 'asked' && may('commands.approve');
  return (
    <>
      {decides && !own && (
        <>
          <HoldButton
            label={t('command.approve')}
            testid="command-approve"
            disabled={busy}
            onHeld={() => approve.mutate(params)}
          />
          <Button
            size="compact-sm"
            variant="default"
            data-testid="command-decline"
            disabled={busy}
            onClick={() => decline.mutate(params)}
          >
            {t('command.decline')}
          </Button>
        </>
      )}
      {decides && own && <span className="dim small">{t('command.own')}</span>}
      {(state === 'asked' || state === 'sent') && may('commands.ask') && (
        <Button
          size="compact-sm"
          variant="default"
          data-testid="command-withdraw"
          disabled={busy}
          onClick={() => withdraw.mutate(params)}
        >
          {t('command.withdraw')}
        </Button>
      )}
      {error !== null && (
        <span className={classes.state} data-bad="true" role="alert">
          {describeProblem(error, t)}
        </span>
      )}
    </>
  );
}

const sayBytes = (bytes: number): string =>
  bytes < 1024 * 1024 ? `${Math.ceil(bytes / 1024)} KiB` : `${(bytes / 1024 / 1024).toFixed(1)} MiB`;

/** A picture is fetched when somebody asks for it: that stands in the audit. */
function Result({ command }: { command: Command }) {
  const { t } = useTexts();
  const { may } = useOperator();
  const nowMs = useCloudNow();
  const [shown, setShown] = useState(false);
  const [failed, setFailed] = useState(false);
  const { id, kind, result, endedMs } = command;
  if (!result || command.state !== 'done') return null;
  if (!result.here || nowMs > result.untilMs) return <span className="dim small">{t('command.gone')}</span>;
  if (!may('commands.ask')) return null;
  const path = `/v1/commands/${id}/result`;
  const caption = t('command.picture', { camera: subjectOf(command), time: formatTime(endedMs ?? nowMs, nowMs) });
  return (
    <>
      {kind === 'snapshot' && !shown && (
        <Button size="compact-sm" variant="default" data-testid="command-show" onClick={() => setShown(true)}>
          {t('command.show')}
        </Button>
      )}
      <a href={path} download data-testid="command-save">
        {t('command.save', { size: sayBytes(result.bytes) })}
      </a>
      <span className="dim small">{t('command.kept', { time: formatTime(result.untilMs, nowMs) })}</span>
      {shown && !failed && (
        <img
          className={classes.picture}
          src={path}
          alt={caption}
          data-testid="command-picture"
          onError={() => setFailed(true)}
        />
      )}
      {failed && <span role="alert">{t('command.pictureFailed')}</span>}
    </>
  );
}

/** One command: what and why, how it stands, what can be done, and what it brought. */
export function CommandRow({ command, showGateway = false }: { command: Command; showGateway?: boolean }) {
  return (
    <li className={classes.command} data-testid="command" data-kind={command.kind}>
      <Facts command={command} showGateway={showGateway} />
      <div className={classes.actions}>
        <Deeds command={command} />
        <Result command={command} />
      </div>
    </li>
  );
}
