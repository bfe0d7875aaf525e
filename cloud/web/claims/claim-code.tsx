import { Button, CopyButton, Radio, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { ClaimCodeView, MadeCodeView } from '../../identity/identity-views.ts';
import { identityClient } from '../api/identity-client.ts';
import { useTexts } from '../locales/texts.ts';
import { useCloudNow } from '../parts/cloud-clock.ts';
import { describeProblem } from '../parts/describe-problem.ts';
import { formatAge } from '../parts/format-time.ts';
import { useIdentityDeed } from './use-claims.ts';

/** Browsers read it by the rules of the flag `v`: a hyphen in a class has to be escaped. */
const idPattern = '[a-z0-9]([a-z0-9\\-]{0,62}[a-z0-9])?';

/** The code, shown this once: to scan, or to read out and type. */
function Shown({ code, onDone }: { code: MadeCodeView; onDone(): void }) {
  const { t } = useTexts();
  const nowMs = useCloudNow();
  return (
    <div className="claim-shown" data-testid="claim-code">
      <img src={`data:image/svg+xml,${encodeURIComponent(code.svg)}`} alt={t('claim.qr')} width={196} height={196} />
      <div>
        <p className="claim-text mono">{code.text}</p>
        <p className="small">{t('claim.howTo', { url: code.url })}</p>
        <p className="dim small">{t('claim.endsIn', { age: formatAge(code.expiresAtMs - nowMs, t) })}</p>
        <div className="claim-deeds">
          <CopyButton value={code.text}>
            {({ copied, copy }) => (
              <Button size="xs" variant="default" onClick={copy}>
                {t(copied ? 'claim.copied' : 'claim.copy')}
              </Button>
            )}
          </CopyButton>
          <Button size="xs" variant="default" onClick={onDone}>
            {t('claim.another')}
          </Button>
        </div>
      </div>
    </div>
  );
}

/** Makes a code for one gateway. */
export function ClaimCode() {
  const { t } = useTexts();
  const [accept, setAccept] = useState<'operator' | 'automatic'>('operator');
  const [gateway, setGateway] = useState('');
  const [site, setSite] = useState('');
  const make = useIdentityDeed(identityClient.makeCode);
  if (make.data) return <Shown code={make.data} onDone={make.reset} />;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    make.mutate({ accept, ...(gateway === '' ? {} : { gateway }), ...(site === '' ? {} : { site }) });
  };
  const field = (label: string, value: string, set: (value: string) => void, testid: string) => (
    <TextInput
      label={label}
      size="xs"
      autoComplete="off"
      maxLength={64}
      pattern={idPattern}
      placeholder={t('claim.any')}
      data-testid={testid}
      value={value}
      onChange={({ currentTarget }) => set(currentTarget.value.trim().toLowerCase())}
    />
  );
  return (
    <form className="claim-make" onSubmit={submit}>
      <Radio.Group
        label={t('claim.accept')}
        value={accept}
        onChange={(value) => setAccept(value as 'operator' | 'automatic')}
      >
        <div className="claim-choice">
          <Radio size="xs" value="operator" label={t('claim.byOperator')} />
          <Radio size="xs" value="automatic" label={t('claim.byPolicy')} />
        </div>
      </Radio.Group>
      <div className="claim-fields">
        {field(t('claim.gateway'), gateway, setGateway, 'claim-for-gateway')}
        {field(t('claim.site'), site, setSite, 'claim-for-site')}
      </div>
      {make.error && (
        <p className="bad" role="alert">
          {describeProblem(make.error, t)}
        </p>
      )}
      <Button type="submit" size="xs" variant="filled" disabled={make.isPending} data-testid="make-code">
        {t(make.isPending ? 'load.working' : 'claim.make')}
      </Button>
    </form>
  );
}

/** Codes that somebody made and nobody has used. */
export function OpenCodes({ codes }: { codes: readonly ClaimCodeView[] }) {
  const { t } = useTexts();
  const nowMs = useCloudNow();
  const withdraw = useIdentityDeed(identityClient.withdraw);
  if (codes.length === 0) return null;
  return (
    <section>
      <h3>{t('claim.codes')}</h3>
      <ul className="claim-list">
        {codes.map(({ id, by, gateway, site, accept, expiresAtMs }) => (
          <li key={id} className="claim-row">
            <span>
              {gateway ?? t('claim.any')} · {site ?? t('claim.any')} ·{' '}
              {t(accept === 'operator' ? 'claim.byOperator' : 'claim.byPolicy')}
              <span className="dim small">
                {' '}
                {t('claim.madeBy', { by })} · {t('claim.endsIn', { age: formatAge(expiresAtMs - nowMs, t) })}
              </span>
            </span>
            <Button
              size="compact-xs"
              variant="default"
              disabled={withdraw.isPending}
              onClick={() => withdraw.mutate(id)}
            >
              {t('claim.withdraw')}
            </Button>
          </li>
        ))}
      </ul>
      {withdraw.error && (
        <p className="bad" role="alert">
          {describeProblem(withdraw.error, t)}
        </p>
      )}
    </section>
  );
}
