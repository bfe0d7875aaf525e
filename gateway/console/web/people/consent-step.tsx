import { Box, Button, Checkbox, NativeSelect, SegmentedControl, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api, gateway } from '../api/api.ts';
import { problemCode } from '../api/api-problem.ts';
import { type Language, useTexts } from '../locales/i18n.ts';
import { Loaded } from '../parts/loaded.tsx';
import { siteNowMs } from '../parts/site-clock.ts';
import classes from './person.module.css';
import { SignaturePad } from './signature-pad.tsx';

const yearMs = 365 * 86_400_000;
const years = [1, 2, 3] as const;
const adultAt = 14;

/** Whether somebody of this birth date cannot consent alone; `undefined` where it is not known. */
export function needsGuardian(born: string | undefined, nowMs: number): boolean | undefined {
  if (born === undefined) return undefined;
  const at = new Date(born);
  at.setUTCFullYear(at.getUTCFullYear() + adultAt);
  return at.getTime() > nowMs;
}

type Sign = { drawn: string; typed: string; guardian: string; read: boolean; years: number };
const unsigned: Sign = { drawn: '', typed: '', guardian: '', read: false, years: 1 };

/** The text, in the language of whoever reads it. */
function Notice({ text }: { text: { zh: string; en: string } }) {
  const { t, language } = useTexts();
  const [shown, setShown] = useState<Language>(language);
  return (
    <>
      <SegmentedControl
        size="xs"
        value={shown}
        data={[
          { value: 'zh', label: '中文' },
          { value: 'en', label: 'English' },
        ]}
        aria-label={t('enrol.noticeLanguage')}
        onChange={(value) => setShown(value === 'zh' ? 'zh' : 'en')}
      />
      {/* A long text must scroll by keyboard. */}
      <Box
        component="section"
        className={classes.notice}
        lang={shown}
        tabIndex={0}
        aria-label={t('enrol.notice')}
        data-testid="notice"
      >
        {text[shown]}
      </Box>
    </>
  );
}

interface FieldsProps {
  sign: Sign;
  set(change: Partial<Sign>): void;
  /** A guardian has to sign. */
  minor: boolean | undefined;
}

function SignFields({ sign, set, minor }: FieldsProps) {
  const { t } = useTexts();
  return (
    <>
      <Checkbox
        label={t('enrol.read')}
        checked={sign.read}
        data-testid="notice-read"
        onChange={(event) => set({ read: event.currentTarget.checked })}
      />
      {minor !== false && (
        <TextInput
          label={t(minor ? 'enrol.guardian' : 'enrol.guardianMaybe')}
          value={sign.guardian}
          maxLength={100}
          required={minor === true}
          data-testid="guardian"
          onChange={(event) => set({ guardian: event.currentTarget.value })}
        />
      )}
      <NativeSelect
        label={t('enrol.howLong')}
        value={String(sign.years)}
        data={years.map((n) => ({ value: String(n), label: t('enrol.term', { months: n * 12 }) }))}
        onChange={(event) => set({ years: Number(event.currentTarget.value) })}
      />
      <div>
        <strong>{t(minor ? 'enrol.signGuardian' : 'enrol.sign')}</strong>
        <SignaturePad value={sign.drawn} onChange={(drawn) => set({ drawn })} />
      </div>
      <TextInput
        label={t('enrol.orType')}
        value={sign.typed}
        maxLength={100}
        autoComplete="off"
        data-testid="typed-name"
        onChange={(event) => set({ typed: event.currentTarget.value })}
      />
    </>
  );
}

interface ConsentStepProps {
  person: string;
  born: string | undefined;
  onGiven(): void;
}

/** The consent to face recognition: read, signed on the screen, and kept with the version of its text. */
export function ConsentStep({ person, born, onGiven }: ConsentStepProps) {
  const { t, code } = useTexts();
  const notices = api.useQuery('get', '/api/consent-notices', {}, { staleTime: Number.POSITIVE_INFINITY });
  const [sign, setSign] = useState(unsigned);
  const minor = needsGuardian(born, siteNowMs());
  const guardian = sign.guardian.trim();
  const signature = sign.drawn !== '' ? sign.drawn : sign.typed.trim() === '' ? '' : `name:${sign.typed.trim()}`;
  const ready = sign.read && signature !== '' && (minor !== true || guardian !== '');
  const giving = useMutation({
    mutationFn: (notice: string) =>
      gateway.POST('/api/people/{id}/consents', {
        params: { path: { id: person } },
        body: {
          ...{ purpose: 'face', method: 'signed-screen', notice, signature },
          expiresAtMs: Math.floor(siteNowMs()) + sign.years * yearMs,
          ...(guardian !== '' && { guardian }),
        },
      }),
    onSuccess: onGiven,
  });
  return (
    <Loaded query={notices} what={t('enrol.notice')}>
      {(data) => {
        const notice = data.notices.find(({ purpose }) => purpose === 'face');
        return (
          notice && (
            <div className={classes.step} data-testid="consent-step">
              <Notice text={notice.text} />
              <SignFields sign={sign} minor={minor} set={(change) => setSign((known) => ({ ...known, ...change }))} />
              {giving.error && (
                <p className={classes.problem} role="alert">
                  {t('record.failed', { reason: code('reason', problemCode(giving.error)) })}
                </p>
              )}
              <Button
                color="dark"
                disabled={!ready || giving.isPending}
                data-testid="give-consent"
                onClick={() => giving.mutate(notice.version)}
              >
                {t('enrol.giveConsent')}
              </Button>
            </div>
          )
        );
      }}
    </Loaded>
  );
}
